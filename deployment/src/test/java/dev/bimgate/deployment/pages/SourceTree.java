package dev.bimgate.deployment.pages;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The files of the repository, without build output and without libraries from npm. */
record SourceTree(Path root) {

  private static final Set<String> MADE = Set.of("target", "node_modules", ".git");

  /** All Markdown pages, relative to the root. */
  List<Path> pages() throws IOException {
    return files(file -> file.toString().endsWith(".md"));
  }

  /** All Java files of the product and its tools, relative to the root. */
  List<Path> mainCode() throws IOException {
    return files(
        file -> file.toString().endsWith(".java") && file.toString().contains("src/main/java"));
  }

  /** All seeds of fuzz tests, relative to the root. */
  List<Path> fuzzSeeds() throws IOException {
    return files(file -> file.toString().matches(".*/src/test/resources/.*FuzzTestInputs/.*"));
  }

  /** Whether a file or directory is there, and in the repository. */
  boolean contains(Path file) {
    return !file.startsWith("..") && isSource(file) && Files.exists(root.resolve(file));
  }

  String text(Path file) throws IOException {
    return Files.readString(root.resolve(file));
  }

  private List<Path> files(Predicate<Path> wanted) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes of) {
            boolean enters = isSource(root.relativize(directory));
            return enters ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes of) {
            Path relative = root.relativize(file);
            if (wanted.test(relative)) {
              files.add(relative);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    return files;
  }

  /** A package may be named like the directory of build output: below {@code src} it is source. */
  private static boolean isSource(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.equals("src") || MADE.contains(name)) {
        return name.equals("src");
      }
    }
    return true;
  }
}
