import { EOF, type IOrAlt, type Rule as RecordedRule } from "chevrotain";
import type { Lexed } from "../lexer/lex.ts";
import { UnclosedComment } from "../lexer/tokens.ts";
import { DECLARATION_WORDS } from "../lexer/words.ts";
import type { Declaration, SourceFile } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import type { Layout } from "./groups.ts";
import { spanOf } from "./nodes.ts";
import { place } from "./places.ts";
import type { SyntaxProblem } from "./problems.ts";
import { TestParser } from "./tests.ts";

const FILE_PLACE = place("a declaration", DECLARATION_WORDS);

/** The grammar of a `.journey` file: its classes stand one upon the other, from values to tests. */
class JourneyFileParser extends TestParser {
  private readonly file: Rule<SourceFile> = this.rule("file", () => {
    const declarations: Declaration[] = [];
    do this.MANY(() => declarations.push(this.SUBRULE(this.declaration)));
    while (this.skipToDeclaration(FILE_PLACE));
    this.CONSUME(EOF);
    return { kind: "File", span: { start: 0, end: this.source.length }, declarations };
  });

  private readonly declaration: Rule<Declaration> = this.rule("declaration", () =>
    this.pickCalm([
      { ALT: () => this.SUBRULE(this.labels) },
      { ALT: () => this.SUBRULE(this.audience) },
      { ALT: () => this.SUBRULE(this.store) },
      { ALT: () => this.SUBRULE(this.record) },
      { ALT: () => this.SUBRULE(this.event) },
      { ALT: () => this.SUBRULE(this.coupon) },
      { ALT: () => this.SUBRULE(this.email) },
      { ALT: () => this.SUBRULE(this.sms) },
      { ALT: () => this.SUBRULE(this.survey) },
      { ALT: () => this.SUBRULE(this.channel) },
      { ALT: () => this.SUBRULE(this.message) },
      { ALT: () => this.SUBRULE(this.webhook) },
      { ALT: () => this.SUBRULE(this.customAudience) },
      { ALT: () => this.SUBRULE(this.segment) },
      { ALT: () => this.SUBRULE(this.loyalty) },
      { ALT: () => this.SUBRULE(this.fragment) },
      { ALT: () => this.SUBRULE(this.journey) },
      { ALT: () => this.SUBRULE(this.test) },
    ]),
  );

  /** No mistake goes over the beginning of a declaration. */
  private pickCalm(alternatives: IOrAlt<Declaration>[]): Declaration {
    this.calm();
    return this.pick(0, alternatives);
  }

  constructor(skipValidations: boolean) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  read(text: string, lexed: Lexed): Reading {
    this.begin(text, lexed);
    // Once it is closed, the next one may turn out to stand in it.
    const unclosed = lexed.comments.find(({ tokenType }) => tokenType === UnclosedComment);
    if (unclosed !== undefined) {
      const { start, end } = spanOf(unclosed);
      const fix = { title: "Close the comment", edits: [{ span: { start: end, end }, text: " */" }] };
      this.report("unclosed-comment", { start, end }, {}, fix);
      // It is behind all else, and excuses nothing there.
      this.calm();
    }
    const tree = this.file();
    return { tree, ...this.finish(), layout: this.layout };
  }
}

// That the grammar is sound is a test's business: asking it at each start would cost as much as all else.
const parser = new JourneyFileParser(true);

/** What a text says, what is wrong with its form, and how it is laid out. */
export interface Reading {
  readonly tree: SourceFile;
  readonly problems: readonly SyntaxProblem[];
  /** What only follows from one of the problems: nobody is told of it. */
  readonly echoes: readonly SyntaxProblem[];
  readonly layout: Layout;
}

/** @throws if Chevrotain finds the grammar unsound: ambiguous alternatives, left recursion, a rule that is not there */
export function validateGrammar(): void {
  new JourneyFileParser(false);
}

/** The rules as Chevrotain has recorded them: what they are made of, without gates and actions. */
export function recordedRules(): readonly RecordedRule[] {
  return Object.values(parser.getGAstProductions());
}

/** Reads the tokens of a text. The parser is made once and kept. */
export function read(text: string, lexed: Lexed): Reading {
  return parser.read(text, lexed);
}
