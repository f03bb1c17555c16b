/** The page of the map asks its editor by this function: here the editor is the page around the frame. */
Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => parent.postMessage(message, location.origin),
  }),
});
