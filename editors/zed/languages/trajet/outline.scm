; Written by grammar/scripts/write-grammar.ts: change that, not this file.

(audience "audience" @context . (name) @name) @item
(field "field" @context . (property) @name) @item
(store "store" @context . (name) @name) @item
(record "record" @context . (name) @name) @item
(event "event" @context . (name) @name) @item
(coupon "coupon" @context . (name) @name) @item
(email "email" @context . (name) @name) @item
(sms "sms" @context . (name) @name) @item
(survey "survey" @context . (name) @name) @item
(channel "channel" @context . (name) @name) @item
(message "message" @context . (name) @name) @item
(webhook "webhook" @context . (name) @name) @item
(custom_audience "custom" @context . "audience" @context . (name) @name) @item
(segment "segment" @context . (name) @name) @item
(loyalty "loyalty" @context . (name) @name) @item
(fragment "fragment" @context . (name) @name) @item
(journey "journey" @context . (name) @name) @item
(test "test" @context . (string) @name) @item
