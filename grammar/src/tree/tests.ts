import type { Act, Tense } from "./acts.ts";
import type { GroupRef, Name, NodeBase, PeopleRef, TextLiteral } from "./base.ts";
import type { DeclarationBase } from "./declarations.ts";
import type { Expression, NumberLiteral, ObjectExpression, Subject } from "./expressions.ts";

export interface Test extends DeclarationBase {
  readonly kind: "Test";
  readonly title: TextLiteral | undefined;
  readonly journey: Name | undefined;
  readonly cases: readonly ObjectExpression[] | undefined;
  readonly lines: readonly TestLine[];
}

export type TestLine = NodeBase &
  (
    | {
        readonly kind: "GivenContact";
        readonly person: Name | undefined;
        readonly fields: ObjectExpression | undefined;
      }
    | {
        readonly kind: "GivenPast";
        readonly subject: Subject;
        readonly act: Act;
        readonly tense: Tense;
        readonly on: Expression | undefined;
        readonly payload: ObjectExpression | undefined;
      }
    | { readonly kind: "GivenState"; readonly subject: Subject; readonly state: GivenState }
    | {
        readonly kind: "GivenBehaviour";
        readonly of: "webhook" | "channel" | "coupon" | "custom audience";
        readonly name: Name | undefined;
        readonly behaviour:
          | {
              readonly kind: "answers";
              readonly body: ObjectExpression | undefined;
              readonly status: NumberLiteral | undefined;
            }
          | { readonly kind: "refuses" }
          | { readonly kind: "times out" }
          | undefined;
        readonly forPerson: Name | undefined;
      }
    | { readonly kind: "On"; readonly moment: Expression }
    | { readonly kind: "After"; readonly duration: Expression }
    | {
        readonly kind: "Happens";
        readonly subject: Subject;
        readonly act: Act;
        readonly tense: Tense;
        readonly payload: ObjectExpression | undefined;
      }
    | { readonly kind: "StartedManually"; readonly forPerson: Name | undefined }
    | { readonly kind: "Take"; readonly arm: TextLiteral | undefined; readonly forPerson: Name | undefined }
    | {
        readonly kind: "Expect";
        readonly negated: boolean;
        readonly expected: Outcome | { readonly kind: "condition"; readonly condition: Expression };
      }
  );

export type GivenState =
  | { readonly kind: "tag"; readonly tag: TextLiteral | undefined }
  | { readonly kind: "people"; readonly people: PeopleRef }
  | { readonly kind: "group"; readonly group: GroupRef }
  | { readonly kind: "subscribed"; readonly negated: boolean; readonly channel: Name | undefined };

export interface Count {
  /** `undefined` with only `since start`: at least once. */
  readonly number: NumberLiteral | undefined;
  readonly sinceStart: boolean;
}
interface ForPerson {
  readonly forPerson: Name | undefined;
}
export type Outcome =
  | {
      readonly kind: "sent";
      readonly message: Name | undefined;
      /** A person, or an address. */
      readonly to: Name | TextLiteral | undefined;
      readonly count: Count | undefined;
      readonly containing: readonly TextLiteral[];
      readonly snapshot: boolean;
      readonly where: Expression | undefined;
    }
  | {
      readonly kind: "nothing sent";
      readonly to: Name | TextLiteral | undefined;
      readonly sinceStart: boolean;
    }
  | ({
      readonly kind: "called";
      readonly webhook: Name | undefined;
      readonly count: Count | undefined;
      readonly where: Expression | undefined;
    } & ForPerson)
  | ({
      readonly kind: "entered";
      readonly count: Count | undefined;
      readonly where: Expression | undefined;
    } & ForPerson)
  | ({
      readonly kind: "reached";
      readonly what: "goal" | "milestone";
      readonly name: TextLiteral | undefined;
      readonly where: Expression | undefined;
    } & ForPerson)
  | ({
      readonly kind: "waiting" | "held";
      readonly at: Name | undefined;
      readonly where: Expression | undefined;
    } & ForPerson)
  | ({ readonly kind: "finished" | "exited"; readonly where: Expression | undefined } & ForPerson);
