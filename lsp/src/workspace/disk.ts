/** The file system as the server needs it. Paths are absolute, with `/` between their parts on every platform. */
export interface Disk {
  /** The text of a file, `undefined` where there is none that can be read. */
  readonly read: (path: string) => string | undefined;
  /** All files at any depth below a folder, but for those in folders that no project reads (`node_modules`, hidden ones). */
  readonly list: (folder: string) => readonly string[];
}
