// What goes wrong with files, in the classes and words of Deno's, with the codes of Node's.

/** An error of an operating system. */
class SystemError extends Error {
  /** Node's name of it: "ENOENT". */
  readonly code?: string;

  constructor(message?: string, options?: ErrorOptions & { code?: string }) {
    super(message, options);
    this.name = new.target.name;
    if (options?.code !== undefined) this.code = options.code;
  }
}

// Written out: a bundler may shorten a class's name, and `name` is shown.

class NotFound extends SystemError {
  override name = "NotFound";
}
class PermissionDenied extends SystemError {
  override name = "PermissionDenied";
}
class NotCapable extends SystemError {
  override name = "NotCapable";
}
class AlreadyExists extends SystemError {
  override name = "AlreadyExists";
}
class IsADirectory extends SystemError {
  override name = "IsADirectory";
}
class NotADirectory extends SystemError {
  override name = "NotADirectory";
}
class FilesystemLoop extends SystemError {
  override name = "FilesystemLoop";
}
class InvalidData extends SystemError {
  override name = "InvalidData";
}
class NotSupported extends SystemError {
  override name = "NotSupported";
}
class BadResource extends SystemError {
  override name = "BadResource";
}
class Interrupted extends SystemError {
  override name = "Interrupted";
}

/** `Deno.errors`, as far as a page has them. */
export const errors = {
  NotFound,
  PermissionDenied,
  NotCapable,
  AlreadyExists,
  IsADirectory,
  NotADirectory,
  FilesystemLoop,
  InvalidData,
  NotSupported,
  BadResource,
  Interrupted,
};

/** What may be wrong: the class, what the system calls it, and its number on Linux. */
const FAULTS = {
  ENOENT: [NotFound, "No such file or directory", 2],
  EBADF: [BadResource, "Bad file descriptor", 9],
  EEXIST: [AlreadyExists, "File exists", 17],
  ENOTDIR: [NotADirectory, "Not a directory", 20],
  EISDIR: [IsADirectory, "Is a directory", 21],
  ENOTEMPTY: [SystemError, "Directory not empty", 39],
} as const;

/**
 * An error as Deno has it: `No such file or directory (os error 2): readfile 'a.json'`.
 *
 * @param code What is wrong, as Node calls it.
 * @param doing What was tried, in Deno's word: "readfile".
 * @param path With which file.
 */
export function fileError(
  code: keyof typeof FAULTS,
  doing: string,
  path: string | number,
): Error {
  const [Kind, words, number] = FAULTS[code];
  return new Kind(`${words} (os error ${number}): ${doing} '${path}'`, {
    code,
  });
}
