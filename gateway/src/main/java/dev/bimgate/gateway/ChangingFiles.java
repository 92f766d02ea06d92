package dev.bimgate.gateway;

import dev.bimgate.gateway.context.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Files that belong together, and are read again when their content has changed. Used by one thread
 * at a time.
 *
 * @param <T> what is read
 */
final class ChangingFiles<T> {

  private static final Logger LOG = Logger.getLogger(ChangingFiles.class);

  private final String setting;
  private final List<Path> paths;
  private final Supplier<T> reader;
  private final Consumer<T> user;
  private byte[] seen;

  /**
   * Takes the present content for the one in use.
   *
   * @param setting what names them, for the log
   * @param paths files, and directories of files
   * @param reader throws an {@link IllegalArgumentException} that says what is wrong
   */
  ChangingFiles(String setting, Collection<Path> paths, Supplier<T> reader, Consumer<T> user) {
    this.setting = setting;
    this.paths = List.copyOf(paths);
    this.reader = reader;
    this.user = user;
    this.seen = digest();
  }

  /** Reads them again if they have changed. */
  void look() {
    byte[] present = digest();
    if (!Arrays.equals(present, seen) && read(present)) {
      LOG.infof("files read again: %s", setting);
    }
  }

  /**
   * Reads them in any case: they may have changed after they were read, and before this was made.
   */
  void readAtStart() {
    var unused = read(digest());
  }

  /** Whether they were used. */
  private boolean read(byte[] present) {
    try {
      T content = reader.get();
      if (!Arrays.equals(present, digest())) {
        // They are being replaced: the next look reads them.
        return false;
      }
      seen = present;
      user.accept(content);
      return true;
    } catch (IllegalArgumentException fault) {
      seen = present;
      LOG.warnf("changed files not used: %s", fault.getMessage());
    } catch (RuntimeException defect) {
      // Other files are looked at all the same.
      seen = present;
      LOG.errorf(defect, "changed files not used: %s", setting);
    }
    return false;
  }

  private byte[] digest() {
    MessageDigest digest = Sha256.start();
    paths.forEach(path -> feed(digest, path));
    return digest.digest();
  }

  private static void feed(MessageDigest digest, Path path) {
    try {
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files.filter(Files::isRegularFile).sorted().forEach(file -> feed(digest, file));
        }
      } else {
        digest.update(Files.readAllBytes(path));
      }
      digest.update((byte) 0);
    } catch (IOException unreadable) {
      digest.update((byte) 1);
    }
  }
}
