import type { FindInstance, JourneyCounts, SegmentPeople } from "./instance.ts";

/** What was heard last of a project that runs. */
export interface LiveJourneys {
  /** The address of its console, with a slash at its end. */
  readonly console: string;
  readonly journeys: ReadonlyMap<string, JourneyCounts>;
}

/** Numbers of projects that run. */
export interface Live {
  /** As they were heard last, `undefined` where nothing runs; from then on the project is listened to while it is open. */
  readonly journeys: (project: string) => LiveJourneys | undefined;
  /** `undefined` where nothing runs, it does not answer, or no journey speaks of the segment. */
  readonly segment: (project: string, name: string) => Promise<SegmentPeople | undefined>;
}

export interface LivePorts {
  readonly find: FindInstance;
  /** Whether the editor shows a file of the project. */
  readonly isOpen: (project: string) => boolean;
  /** The numbers are others now. */
  readonly changed: () => void;
  /** Runs an action after so many milliseconds, unless the process has ended by then. */
  readonly later: (action: () => void, milliseconds: number) => void;
  /** Told why an instance did not answer, when that is news. */
  readonly failed: (problem: unknown) => void;
}

/** Milliseconds from an answer to the next question. */
export const BEAT_MS = 3_000;

/** What a project without an instance has. */
export const NOTHING_LIVE: Live = { journeys: () => undefined, segment: async () => undefined };

interface Followed {
  heard: LiveJourneys | undefined;
  /** `heard` as text, to see whether it is news. */
  text: string;
  /** Why it did not answer last. */
  failing: string | undefined;
}

export function createLive({ find, isOpen, changed, later, failed }: LivePorts): Live {
  const followed = new Map<string, Followed>();

  const tell = (project: Followed, heard: LiveJourneys | undefined): void => {
    const text = heard === undefined ? "" : JSON.stringify([heard.console, ...heard.journeys]);
    if (text === project.text) return;
    project.heard = heard;
    project.text = text;
    changed();
  };
  const hear = async (key: string, project: Followed): Promise<void> => {
    try {
      const instance = find(key);
      const journeys = await instance?.journeys();
      project.failing = undefined;
      tell(project, instance && journeys && { console: instance.console, journeys });
    } catch (problem) {
      // It may have ended just now, and its note is still there: that is said once, and another reason when it comes.
      const reason = String(problem);
      if (project.failing !== reason) failed(problem);
      project.failing = reason;
      tell(project, undefined);
    }
  };
  /** Its files may not be readable just now: the next look of the editor begins anew. */
  const isFollowed = (key: string): boolean => {
    try {
      return isOpen(key);
    } catch (problem) {
      failed(problem);
      return false;
    }
  };
  const follow = async (key: string, project: Followed): Promise<void> => {
    if (!isFollowed(key)) {
      followed.delete(key);
      return;
    }
    await hear(key, project);
    later(() => void follow(key, project), BEAT_MS);
  };

  return {
    journeys(key) {
      const known = followed.get(key);
      if (known !== undefined) return known.heard;
      const project: Followed = { heard: undefined, text: "", failing: undefined };
      followed.set(key, project);
      void follow(key, project);
      return undefined;
    },
    async segment(key, name) {
      try {
        return await find(key)?.segment(name);
      } catch (problem) {
        failed(problem);
        return undefined;
      }
    },
  };
}
