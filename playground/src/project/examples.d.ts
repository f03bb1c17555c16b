declare module "virtual:examples" {
  const examples: readonly import("./project.ts").Example[];
  export default examples;
}
