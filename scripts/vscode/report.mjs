// Steps, told as they pass or fail. A step that fails ends the run: those behind it stand on what it did.

/** @param {{ screenshot: (name: string) => Promise<unknown> | undefined }} camera takes a picture of what failed */
export function createReport(camera) {
  let passed = 0;
  let failed = 0;
  const step = async (name, act) => {
    const begun = Date.now();
    try {
      const result = await act();
      passed++;
      console.log(`ok   ${name} (${Date.now() - begun} ms)`);
      return result;
    } catch (problem) {
      failed++;
      console.log(`FAIL ${name}\n${problem.stack}`);
      await camera.screenshot("failure");
      throw problem;
    }
  };
  return { step, counts: () => ({ passed, failed }) };
}
