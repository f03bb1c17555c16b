import { compileProject, createChecker } from "@trajet/compiler";
import { publish } from "@trajet/runtime/simulator";
import { expect, test } from "vitest";

const TEXT = `audience People { tags "vip" }
store Boutique { currency EUR }
loyalty Base for People { from Boutique  rank by total spent  over all time  top 20 }
loyalty Best for People { from Boutique  where contact in Base  rank by total spent  over all time  top 10 }
loyalty Other for People { from Boutique  rank by orders  over all time  top 10 }
segment Known for People where contact in Best
journey Plain for People { start when contact signs up  tag "vip" }
journey Asking for People { start when contact signs up where contact in Known  tag "vip" }
journey Entering for People { start when contact enters Other  tag "vip" }
`;

function listsFor(played?: readonly string[]) {
  const { model, diagnostics } = createChecker()({
    folder: "/lists",
    config: '{ "name": "lists" }',
    journeys: [{ path: "a.journey", text: TEXT }],
    readFile: () => undefined,
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ message }) => message)).toEqual([]);
  return publish(compileProject(model, diagnostics), 0, played).lists.map(({ name }) => name);
}

test.each([
  [undefined, ["Base", "Best", "Other"]],
  [["Plain"], []],
  [["Asking"], ["Base", "Best"]],
  [["Entering"], ["Other"]],
])("lists are made for the journeys that are played, and for those lists: %j", (played, lists) => {
  expect(listsFor(played)).toEqual(lists);
});
