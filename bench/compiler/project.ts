/** Declarations that the generated journeys use. */
const PRELUDE = `labels "promotional"
objectives "onboarding"
audience Newsletter {
  field firstName: text?
  field city: text?
  field plan: "free" | "pro" = "free"
  field points: number = 0
  tags "vip", "engaged"
}
store Boutique { currency EUR }
email Welcome for Newsletter {
  from "Ana <ana@shop.example>"
  subject "Welcome{{#if contact.firstName}}, {{contact.firstName}}{{/if}}!"
  body "Good to have you here."
  label "promotional"
}
segment Regulars for Newsletter where contact bought any product from Boutique at least 3 times within 365 days
`;

const journey = (index: number): string => `
/// Journey number ${index}.
journey Journey${index} for Newsletter {
  title "Journey ${index}"
  objective "onboarding"
  start when contact signs up where contact.plan == "free" and contact.points >= ${index % 7}
  start when contact buys any product from Boutique where order.total >= ${50 + (index % 50)} EUR
  exit when contact unsubscribes
  delay ${1 + (index % 6)} days
  send email Welcome
  reply: wait up to 3 days {
    when contact buys any product from Boutique {
      tag "engaged"
    }
    when contact gets tag "vip" { }
    otherwise {
      nudge: send email Welcome
    }
  }
  if contact in Regulars {
    update contact {
      set points = contact.points + 1
    }
  } else if contact.city is set and contact.city starts with "L" {
    tag "engaged"
  } else {
    split {
      50% "short" { send email Welcome }
      30% "long" { delay 2 days  send email Welcome }
      20% "holdout" { }
    }
  }
}
`;

/** A project text of at least so many lines, all of it sound. */
export function projectOf(lines: number): string {
  const parts = [PRELUDE];
  for (let count = PRELUDE.split("\n").length, index = 1; count < lines; index += 1) {
    const next = journey(index);
    parts.push(next);
    count += next.split("\n").length - 1;
  }
  return parts.join("");
}

/** A project of so many files, all of it sound: declarations in the first, a journey of some thirty lines in each other. */
export function filesOf(count: number): readonly { readonly path: string; readonly text: string }[] {
  const journeys = Array.from({ length: count - 1 }, (_, index) => ({
    path: `journeys/${String(index + 1).padStart(4, "0")}.journey`,
    text: journey(index + 1),
  }));
  return [{ path: "declarations.journey", text: PRELUDE }, ...journeys];
}
