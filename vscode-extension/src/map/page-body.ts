/** What stands in the page of the map, in VS Code and in the playground: the elements that `page/map.ts` looks for. */
export const PAGE_BODY = `<div id="bar" role="toolbar" aria-label="Map">
<button id="before" type="button" title="Add a step before the selected one (A)">Add before</button>
<button id="up" type="button" title="Move the selected step up (Alt+Up)">Up</button>
<button id="down" type="button" title="Move the selected step down (Alt+Down)">Down</button>
<button id="delete" type="button" title="Delete the selected step (Delete)">Delete</button>
<span id="space"></span>
<button id="smaller" type="button" title="Smaller (-)" aria-label="Smaller">−</button>
<button id="larger" type="button" title="Larger (=)" aria-label="Larger">+</button>
<button id="export" type="button" title="Save the map as an SVG file">Export</button>
</div>
<p id="note" role="status" hidden></p>
<div id="drawing"></div>`;
