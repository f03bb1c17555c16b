import { type Break, breaksOf, edit } from "./break.ts";

/** Rule 6: what is done outside. */
export const EFFECTS: readonly Break[] = [
  ...breaksOf(6, "store/rules-effects.test.ts", [
    {
      how: "the name of a sending holds the attempt",
      edits: [
        edit(
          "store/host.ts",
          "effect.step}/$" + "{effect.visit}`",
          "effect.step}/$" + "{effect.visit}/$" + "{effect.attempt}`",
        ),
      ],
      test: "it is called again under the same name",
    },
    {
      how: "another's lease is not slept out",
      edits: [
        edit(
          "store/calls.ts",
          'effect.leaseUntil > loaded.realNow)\n    return { untilReal: effect.leaseUntil };\n  if (effect.state === "intent" &&',
          'effect.leaseUntil < 0)\n    return { untilReal: effect.leaseUntil };\n  if (effect.state === "intent" &&',
        ),
      ],
      test: "a live lease of another attempt is slept out",
    },
    {
      how: "what may have left is repeated",
      edits: [edit("store/calls.ts", "skip: 0,", "skip: 4,")],
      test: "an outcome that is lost is not repeated, is reported, and takes otherwise",
    },
    {
      how: "what may have left does not take `otherwise`",
      edits: [
        edit(
          "engine/walk.ts",
          'case "refused":\n    case "unknown":\n      return refused(step);',
          'case "refused":\n    case "unknown":\n      return { to: step.next };',
        ),
      ],
      test: "an outcome that is lost is not repeated, is reported, and takes otherwise",
    },
    {
      how: "what is known not to have left is not tried again",
      edits: [
        edit(
          "store/calls.ts",
          "} else retryLater(loaded, run, result);",
          '} else settleEffect(draft, run, { state: "refused", reason: result.reason ?? "" });',
        ),
      ],
      test: "what is known not to have left is tried again later, and is still one effect",
    },
    {
      how: "what comes of a call is not recorded once its run has ended",
      edits: [
        edit(
          "store/calls.ts",
          "const { result } = outcome;\n",
          'const { result } = outcome;\n  if (run.state !== "alive") return;\n',
        ),
      ],
      test: "the answer to a call is recorded, though the run was left during it",
    },
    {
      how: "an answer that never came is waited for once more",
      edits: [
        edit("store/calls.ts", "(isLast ? 0 : pauseAfter(effect.attempt))", "pauseAfter(effect.attempt)"),
      ],
      test: "an answer that never came counts the same, in the attempt that waited for it",
    },
    {
      how: "what was under way when its run was left is nobody's",
      edits: [
        edit(
          "store/calls.ts",
          'const reason = "the run and its sender ended during the call: it may have left";',
          'if (run.state !== "alive") return "closed";\n  const reason = "";',
        ),
      ],
      test: "one that was under way when its run was left is still accounted for",
    },
    {
      how: "what was to be tried again is forgotten when `exit if` ends its run",
      edits: [
        edit(
          "engine/effect-end.ts",
          'if (run.effect?.state !== "retry") return;',
          'if (run.effect?.state !== "retry" || run.state !== "alive") return;',
        ),
      ],
      test: "one that was to be tried again when `exit if` ended its run did not leave, and that is said",
    },
    {
      how: "a final refusal has no reason",
      edits: [
        edit(
          "engine/effect-end.ts",
          "...(reason !== undefined && { reason }),",
          '...(reason === "" && { reason }),',
        ),
      ],
      test: "a final refusal is recorded with its reason and takes otherwise",
    },
    {
      how: "consent is not asked at the gate",
      edits: [
        edit(
          "engine/sending.ts",
          "if (refusal !== null) return refuse(draft, run, step, refusal);",
          'if (refusal === "") return refuse(draft, run, step, refusal);',
        ),
      ],
      test: "consent is asked in the transaction that writes the intent",
    },
  ]),
  ...breaksOf(6, "store/rules-sending.test.ts", [
    {
      how: "a message that is tried again is not asked about its hours",
      edits: [
        edit(
          "engine/sending.ts",
          "const verdict = askRules(draft, run, loaded, message, true);",
          'const verdict = (message === undefined ? askRules(draft, run, loaded, message, true) : { kind: "send" }) as ReturnType<typeof askRules>;',
        ),
      ],
      test: "a message that is tried again is asked about its hours again",
    },
    {
      how: "hours hold nothing",
      edits: [
        edit(
          "engine/sending-rules.ts",
          "if (opening !== null && state?.open === false &&",
          "if (opening === undefined && state?.open === false &&",
        ),
      ],
      test: "outside it is held until they open, and says why and until when",
    },
    {
      how: "hours are asked at the moment at which the run was due",
      edits: [
        edit(
          "engine/sending-rules.ts",
          "const at = last?.until ?? draft.now;",
          "const at = last?.until ?? run.at;",
        ),
      ],
      test: "a slow worker does not make it leave at a wrong hour",
    },
    {
      how: "what is held has passed the gate",
      edits: [
        edit(
          "engine/sending.ts",
          "if (refusal !== null) return refuse(draft, run, step, refusal);",
          "if (refusal !== null && run.hold === null) return refuse(draft, run, step, refusal);",
        ),
      ],
      test: "consent that was withdrawn meanwhile refuses it",
    },
  ]),
];
