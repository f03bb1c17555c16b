import {
  Bar,
  Capitals,
  Colon,
  Comma,
  Equal,
  kw,
  LParen,
  NameWord,
  PrimitiveWord,
  Question,
  RParen,
  StringText,
  Word,
} from "../lexer/tokens.ts";
import { ITEM_WORDS } from "../lexer/words.ts";
import type { Field, Name, Parameter, Primitive, Shape, TextLiteral, TypeNode } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import type { DeclarationHead } from "./heads.ts";
import { JourneyParser } from "./journeys.ts";
import { nameOf, spanOf } from "./nodes.ts";
import { AFTER_NAME, isKeyword, place } from "./places.ts";

const FIELDS_PLACE = place("a line “field name: type”", ITEM_WORDS.fields);

/** What several declarations have in common: their heads, parameters, types, fields and shapes. */
export abstract class FieldParser extends JourneyParser {
  protected override head(word: string, what: string): DeclarationHead {
    const doc = this.doc();
    const keyword = this.CONSUME(kw(word));
    const name = this.declaredName(what);
    return { start: keyword.startOffset, doc, keywordSpan: spanOf(keyword), name };
  }

  /** A keyword is no name, but what stands behind it can tell that it was meant for one. */
  protected declaredName(what: string): Name | undefined {
    const next = this.LA(1);
    const misnamed = isKeyword(next) && !this.firstOnLine(next) && AFTER_NAME.has(this.LA(2).image);
    if (this.RECORDING_PHASE || !misnamed) return this.name(0, what);
    const instead = next.image.charAt(0).toUpperCase() + next.image.slice(1);
    const span = spanOf(next);
    const fix = { title: `Rename to ${instead}`, edits: [{ span, text: instead }] };
    this.report("keyword-as-name", span, { found: next.image, instead }, fix);
    this.skip();
    return nameOf(next);
  }

  protected override readonly forAudience: Rule<Name | undefined> = this.rule("forAudience", () => {
    const word = this.need(0, kw("for"), "“for” and the name of an audience");
    return word && this.name(0, "the name of an audience");
  });

  protected override readonly optionalParams: Rule<Parameter[]> = this.rule("optionalParams", () => {
    const params: Parameter[] = [];
    this.OPTION(() => {
      this.CONSUME(LParen);
      this.MANY_SEP({ SEP: Comma, DEF: () => params.push(this.SUBRULE(this.param)) });
      this.close(0, RParen, "“)”");
    });
    return params;
  });

  private readonly param: Rule<Parameter> = this.rule("param", () => {
    const start = this.here();
    const name = this.unreserved(this.key(0, "the name of a parameter"));
    const colon = this.need(0, Colon, "“:” and a type");
    const type = colon && this.SUBRULE(this.type);
    return { kind: "Parameter", span: this.span(start), name, type };
  });

  // ---- types

  protected readonly type: Rule<TypeNode> = this.rule("type", () => {
    const start = this.here();
    const list = this.OPTION(() => {
      this.CONSUME(kw("list"));
      return this.need(0, kw("of"), "“of” and a type") !== undefined;
    });
    const of = this.choice<TypeNode["of"]>(0, "a type, such as “text”", [
      { ALT: () => ({ kind: "primitive", name: this.CONSUME(PrimitiveWord).image as Primitive }) },
      { ALT: () => ({ kind: "named", name: nameOf(this.CONSUME(NameWord)) }) },
      { ALT: () => ({ kind: "enum", values: this.SUBRULE(this.choices) }) },
    ]);
    const optional = this.accept(1, Question) !== undefined;
    const span = this.span(start);
    return { kind: "Type", span, list: list !== undefined, optional, of: of ?? { kind: "missing" } };
  });

  private readonly choices: Rule<TextLiteral[]> = this.rule("choices", () => {
    const first = this.string(0, "a text");
    const values = first === undefined ? [] : [first];
    this.MANY(() => {
      this.CONSUME(Bar);
      const value = this.string(1, "a text");
      if (value !== undefined) values.push(value);
    });
    return values;
  });

  // ---- fields

  protected readonly field: Rule<Field> = this.rule("field", () => {
    const doc = this.doc();
    const start = this.here();
    const bare = this.accept(1, kw("field")) === undefined;
    if (bare) this.reportBareField();
    const name = bare ? this.key(0, "the name of a field") : this.word(0, "the name of a field");
    const wireName = this.OPTION(() => this.SUBRULE(this.wireName));
    const colon = this.need(0, Colon, "“:” and a type");
    const type = colon && this.SUBRULE(this.type);
    const value = this.OPTION2(() => {
      this.CONSUME(Equal);
      return this.neededLiteral(0);
    });
    return { kind: "Field", span: this.span(start), doc, name, wireName, type, default: value };
  });

  /** `flight: text`, without `field`. */
  protected atBareField(): boolean {
    return this.next(Word) && (this.next(Colon, 2) || (this.nextWord("as", 2) && this.next(StringText, 3)));
  }

  private reportBareField(): void {
    const { image, startOffset } = this.LA(1);
    const fix = {
      title: "Write field before it",
      edits: [{ span: { start: startOffset, end: startOffset }, text: "field " }],
    };
    this.report("line-without-field", spanOf(this.LA(1)), { instead: `field ${image}` }, fix);
  }

  protected readonly wireName: Rule<TextLiteral | undefined> = this.rule("wireName", () => {
    this.CONSUME(kw("as"));
    return this.string(0, "the name that arrives, in quotes");
  });

  protected readonly fields: Rule<Field[]> = this.rule("fields", () => {
    const fields: Field[] = [];
    this.braces(0, FIELDS_PLACE, () => fields.push(this.SUBRULE(this.field)), this.atField);
    return fields;
  });

  protected readonly atField = (): boolean => this.nextWord("field") || this.atBareField();

  /** `from "schema.json"`, or fields in braces. */
  protected readonly shape: Rule<Shape | undefined> = this.rule("shape", () =>
    this.choice<Shape | undefined>(0, "“{” and its fields, or “from” and a file", [
      {
        ALT: () => {
          this.CONSUME(kw("from"));
          const path = this.string(0, "the path of a JSON Schema");
          return path && { kind: "file", path };
        },
      },
      { ALT: () => ({ kind: "fields", fields: this.SUBRULE(this.fields) }) },
    ]),
  );

  protected currency(idx: number): Name | undefined {
    const token = this.need(idx, Capitals, "a currency of three capital letters, such as EUR");
    return token && nameOf(token);
  }
}
