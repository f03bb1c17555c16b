import { createTransport } from "nodemailer";
import type { Check } from "../store/examine.ts";
import type { SmtpServer } from "./email.ts";

const ANSWER_MS = 5_000;

/** Whether the mail server greets us and takes our login. Nothing is sent. */
export async function examineSmtp({
  host,
  port,
  secure = false,
  user,
  password,
}: SmtpServer): Promise<Check> {
  const transport = createTransport({
    host,
    port,
    secure,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    ignoreTLS: ["localhost", "127.0.0.1", "::1"].includes(host),
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
  });
  try {
    await transport.verify();
    return {
      name: "mail server",
      status: "ok",
      detail: `${host}:${port} greets${user === undefined ? "" : " and takes the login"}.`,
    };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "no greeting";
    return {
      name: "mail server",
      status: "fail",
      detail: `${host}:${port} cannot be used: ${code}.`,
      fix: "See that it runs, and that channels.email.smtp names it with the right login. Mails wait and are tried again meanwhile.",
    };
  } finally {
    transport.close();
  }
}
