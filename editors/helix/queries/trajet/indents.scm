; Written by grammar/scripts/write-grammar.ts: change that, not this file.

[
  (audience)
  (store)
  (fields)
  (coupon)
  (email)
  (sms)
  (survey)
  (channel)
  (message)
  (webhook)
  (custom_audience)
  (loyalty)
  (tiers)
  (params)
  (journey)
  (block)
  (arms)
  (match)
  (split)
  (action)
  (args)
  (history)
  (value)
  (list)
  (object)
  (test)
  (cases)
] @indent

[ "}" "]" ")" ] @outdent
