import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props {
  readonly id: string;
  /** What is shown instead of the id. */
  readonly children?: ReactNode;
}

/** Leads to the page of a contact. */
export function ContactLink({ id, children = id }: Props) {
  return (
    <Link to="/contacts/$id" params={{ id }}>
      {children}
    </Link>
  );
}
