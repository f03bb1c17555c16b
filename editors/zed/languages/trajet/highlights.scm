; Written by grammar/scripts/write-grammar.ts: change that, not this file.

[
  (doc_comment)
] @comment.doc

[
  (line_comment)
  (block_comment)
] @comment

[
  (string)
  (text_block)
] @string

[
  (escape)
] @string.escape

[
  (template)
] @string.special

[
  (number)
  (percent)
  (time)
  (date)
] @number

[
  (currency)
  (unit)
  (calendar)
  (order_state)
  (times_word)
  "across"
  "add"
  "after"
  "ago"
  "all"
  "always"
  "and"
  "any"
  "archive"
  "as"
  "at"
  "audience"
  "average"
  "back"
  "before"
  "between"
  "body"
  "break"
  "by"
  "call"
  "called"
  "cart"
  "cases"
  "categories"
  "category"
  "channel"
  "clear"
  "code"
  "containing"
  "contains"
  "continue"
  "coupon"
  "currency"
  "custom"
  "day"
  "days"
  "delay"
  "distinct"
  "earlier"
  "else"
  "email"
  "ends"
  "env"
  "event"
  "every"
  "everyone"
  "exactly"
  "exit"
  "exited"
  "expect"
  "field"
  "file"
  "finished"
  "first"
  "for"
  "fragment"
  "from"
  "give"
  "given"
  "goal"
  "group"
  "has"
  "header"
  "held"
  "if"
  "imports"
  "in"
  "including"
  "is"
  "join"
  "journey"
  "kind"
  "label"
  "labels"
  "largest"
  "last"
  "least"
  "leave"
  "limit"
  "link"
  "list"
  "loyalty"
  "manually"
  "marketing"
  "match"
  "matches"
  "matching"
  "message"
  "messages"
  "method"
  "milestone"
  "month"
  "most"
  "network"
  "never"
  "no"
  "not"
  "nothing"
  "objective"
  "objectives"
  "of"
  "older"
  "on"
  "one"
  "or"
  "order"
  "orders"
  "otherwise"
  "out"
  "over"
  "pause"
  "per"
  "platform"
  "pool"
  "preview"
  "product"
  "products"
  "question"
  "rank"
  "reached"
  "receive"
  "record"
  "reenter"
  "refuses"
  "remember"
  "remove"
  "repeat"
  "resend"
  "rest"
  "restart"
  "run"
  "secret"
  "segment"
  "send"
  "sent"
  "set"
  "since"
  "skip"
  "sms"
  "snapshot"
  "spent"
  "split"
  "start"
  "starts"
  "stay"
  "stock"
  "store"
  "subject"
  "subscribed"
  "survey"
  "tag"
  "tags"
  "take"
  "test"
  "than"
  "then"
  "through"
  "tiers"
  "times"
  "title"
  "to"
  "today"
  "top"
  "total"
  "transactional"
  "units"
  "unknown"
  "unsubscribe"
  "untag"
  "until"
  "up"
  "update"
  "value"
  "wait"
  "waiting"
  "webhook"
  "weekday"
  "weekdays"
  "weekends"
  "when"
  "where"
  "with"
  "within"
  "year"
  "yesterday"
] @keyword

[
  (weekday)
  "false"
  "true"
] @constant

[
  (primitive)
  (name)
  "date"
  "time"
  "timezone"
  "url"
] @type

[
  (label)
] @label

[
  (property)
] @property

[
  "!="
  "*"
  "+"
  "-"
  "..<"
  "/"
  "<"
  "<="
  "="
  "=="
  ">"
  ">="
  "?"
  "|"
] @operator

[
  "("
  ")"
  "["
  "]"
  "{"
  "}"
] @punctuation.bracket

[
  ","
  "."
  ":"
] @punctuation.delimiter

[
  "abandon"
  "abandoned"
  "abandons"
  "answer"
  "answered"
  "answers"
  "bought"
  "buy"
  "buys"
  "change"
  "changed"
  "changes"
  "click"
  "clicked"
  "clicks"
  "did"
  "do"
  "does"
  "enter"
  "entered"
  "enters"
  "get"
  "gets"
  "got"
  "joined"
  "joins"
  "leaves"
  "left"
  "lose"
  "loses"
  "lost"
  "open"
  "opened"
  "opens"
  "resubscribe"
  "resubscribed"
  "resubscribes"
  "saw"
  "see"
  "sees"
  "sign"
  "signed"
  "signs"
  "text"
  "texted"
  "texts"
  "unsubscribed"
  "unsubscribes"
] @function

[
  "contact"
] @variable.special

((variable) @variable.special
  (#any-of? @variable.special "contact" "entry" "now" "today" "event" "order" "cart" "product" "answer"))

((variable) @variable
  (#not-any-of? @variable "contact" "entry" "now" "today" "event" "order" "cart" "product" "answer"))
