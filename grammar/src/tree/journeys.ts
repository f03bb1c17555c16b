import type { Trigger } from "./acts.ts";
import type { GroupRef, Name, NodeBase, PeopleRef, TextLiteral, Unit, Weekday } from "./base.ts";
import type { DeclarationBase, Parameter } from "./declarations.ts";
import type { DateLiteral, Expression, Literal, NumberLiteral, PercentLiteral } from "./expressions.ts";

export interface Journey extends DeclarationBase {
  readonly kind: "Journey";
  readonly name: Name | undefined;
  readonly audience: Name | undefined;
  /** In the order of the text, those that stand among the steps included (the checker says so). */
  readonly settings: readonly Setting[];
  readonly steps: readonly Step[];
}
export interface Fragment extends DeclarationBase {
  readonly kind: "Fragment";
  readonly name: Name | undefined;
  readonly parameters: readonly Parameter[];
  readonly audience: Name | undefined;
  readonly body: Block | undefined;
}

export type Setting = NodeBase & { readonly afterSteps: boolean } & (
    | { readonly kind: "Title" | "Objective" | "Timezone"; readonly text: TextLiteral | undefined }
    | {
        readonly kind: "StartWhen";
        readonly trigger: Trigger | undefined;
        readonly orWhen: readonly Trigger[];
      }
    | { readonly kind: "StartManually" }
    | { readonly kind: "StartSchedule"; readonly schedule: Schedule }
    | {
        readonly kind: "EntryWindow";
        readonly from: DateLiteral | undefined;
        readonly to: DateLiteral | undefined;
      }
    | {
        readonly kind: "ExitWhen";
        readonly trigger: Trigger | undefined;
        readonly orWhen: readonly Trigger[];
      }
    /** `block`: what was written behind it, as if it were a step (grammar.md §4.2). */
    | { readonly kind: "ExitIf"; readonly condition: Expression; readonly block: Block | undefined }
    | {
        readonly kind: "Reenter";
        readonly policy: "never" | "always" | "restart" | "after" | undefined;
        readonly after: Expression | undefined;
      }
    | { readonly kind: "RunKey"; readonly per: readonly Expression[] }
    | {
        readonly kind: "Goal";
        readonly name: TextLiteral | undefined;
        readonly within: Expression | undefined;
        readonly triggers: readonly Trigger[];
        readonly thenExit: boolean;
      }
    | {
        readonly kind: "SendWindow";
        readonly from: Expression;
        readonly to: Expression;
        readonly days: readonly Weekday[] | "weekdays" | "weekends" | undefined;
        readonly orSkip: boolean;
      }
    | {
        readonly kind: "Cap";
        readonly count: NumberLiteral | undefined;
        readonly unit: Unit | undefined;
        readonly across: TextLiteral | undefined;
        readonly orSkip: boolean;
      }
    | {
        readonly kind: "Resume";
        readonly policy: "continue" | "exit" | "skip" | undefined;
        readonly olderThan: Expression | undefined;
        readonly over: Expression | undefined;
      }
  );

/** `start every 2 weeks from 2026-01-05 at 9:00 for Lapsed where …` */
export interface Schedule extends NodeBase {
  readonly kind: "Schedule";
  readonly recurrence:
    | { readonly kind: "once"; readonly date: DateOf }
    | { readonly kind: "day" }
    | { readonly kind: "weekday" }
    | { readonly kind: "weekdays"; readonly days: readonly Weekday[] }
    | {
        readonly kind: "interval";
        readonly amount: NumberLiteral;
        readonly unit: Unit;
        readonly from: DateLiteral | undefined;
      }
    | { readonly kind: "month"; readonly day: NumberLiteral | "last" | undefined }
    | { readonly kind: "year"; readonly date: DateOf };
  readonly at: Expression;
  readonly people:
    | { readonly kind: "everyone" }
    | { readonly kind: "people"; readonly people: PeopleRef }
    | undefined;
  readonly where: Expression | undefined;
}
export interface DateOf {
  readonly base: Expression;
  readonly offset: { readonly amount: Expression; readonly direction: "before" | "after" } | undefined;
}

/** `{ … }`; `closed` is false where the closing brace is missing. */
export interface Block extends NodeBase {
  readonly kind: "Block";
  readonly steps: readonly Step[];
  readonly closed: boolean;
}

export interface StepBase extends NodeBase {
  readonly label: Name | undefined;
  readonly doc: string | undefined;
  readonly otherwise: Block | undefined;
}
export interface Argument extends NodeBase {
  readonly kind: "Argument";
  /** Missing for a positional argument, which the checker refuses. */
  readonly name: Name | undefined;
  readonly value: Expression;
}
/** `1 day before entry.event.startsAt at 9:00`, `monday at 9:00`, `9:00` */
export interface PointInTime extends NodeBase {
  readonly kind: "PointInTime";
  readonly weekday: Weekday | undefined;
  readonly base: Expression | undefined;
  readonly offset: { readonly amount: Expression; readonly direction: "before" | "after" } | undefined;
  readonly at: Expression | undefined;
}
export interface Arm extends NodeBase {
  readonly kind: "Arm";
  readonly triggers: readonly Trigger[];
  readonly body: Block | undefined;
}

export type Step = StepBase &
  (
    | {
        readonly kind: "Delay";
        readonly duration: Expression | undefined;
        readonly until: PointInTime | undefined;
      }
    | {
        readonly kind: "Wait";
        readonly limit: PointInTime | undefined;
        readonly until:
          | { readonly kind: "trigger"; readonly trigger: Trigger }
          | { readonly kind: "condition"; readonly condition: Expression }
          | undefined;
        /** `undefined` where `until` is used. The step's `otherwise` is the block of the time-out. */
        readonly arms: readonly Arm[] | undefined;
      }
    | { readonly kind: "If"; readonly branches: readonly IfBranch[]; readonly else: Block | undefined }
    | {
        readonly kind: "Match";
        readonly subject: Expression;
        readonly cases: readonly MatchCase[];
        readonly else: Block | undefined;
      }
    | { readonly kind: "Split"; readonly arms: readonly SplitArm[] }
    | { readonly kind: "Repeat"; readonly times: NumberLiteral | undefined; readonly body: Block | undefined }
    | { readonly kind: "Remember"; readonly name: Name | undefined; readonly value: Expression }
    | { readonly kind: "Milestone"; readonly name: TextLiteral | undefined }
    | { readonly kind: "Exit" }
    | { readonly kind: "Break" }
    | {
        readonly kind: "Send";
        readonly channel: "email" | "sms" | "survey" | "message" | undefined;
        readonly message: Name | undefined;
        readonly args: readonly Argument[];
        readonly argsSpan: { readonly start: number; readonly end: number } | undefined;
        readonly to: Expression | undefined;
      }
    | { readonly kind: "Tag" | "Untag"; readonly tags: readonly TextLiteral[] }
    | { readonly kind: "Join" | "LeaveGroup"; readonly group: GroupRef | undefined }
    | { readonly kind: "LeaveJourney" | "StartJourney"; readonly journey: Name | undefined }
    | { readonly kind: "Unsubscribe"; readonly channel: Name | undefined }
    | { readonly kind: "Archive" }
    | { readonly kind: "Update"; readonly changes: readonly Change[] }
    | {
        readonly kind: "Call";
        readonly webhook: Name | undefined;
        readonly args: readonly Argument[];
        readonly as: Name | undefined;
      }
    | { readonly kind: "GiveCoupon"; readonly coupon: Name | undefined; readonly as: Name | undefined }
    | { readonly kind: "AddTo" | "RemoveFrom"; readonly customAudience: Name | undefined }
    | { readonly kind: "Run"; readonly fragment: Name | undefined; readonly args: readonly Argument[] }
  );
export interface IfBranch extends NodeBase {
  readonly kind: "IfBranch";
  readonly condition: Expression;
  readonly body: Block | undefined;
}
export interface MatchCase extends NodeBase {
  readonly kind: "MatchCase";
  readonly patterns: readonly Pattern[];
  readonly body: Block | undefined;
}
export type Pattern = NodeBase & { readonly kind: "Pattern" } & (
    | { readonly form: "value"; readonly value: Literal }
    | { readonly form: "compare"; readonly operator: "<" | "<=" | ">" | ">="; readonly value: Literal }
    | { readonly form: "range"; readonly low: Literal; readonly high: Literal }
  );
export interface SplitArm extends NodeBase {
  readonly kind: "SplitArm";
  readonly share: PercentLiteral;
  readonly name: TextLiteral | undefined;
  readonly body: Block | undefined;
}
export type Change = NodeBase & { readonly kind: "Change"; readonly field: Name | undefined } & (
    | { readonly form: "set"; readonly value: Expression }
    | { readonly form: "clear" }
    | { readonly form: "add" | "remove"; readonly value: Expression }
  );
