package dev.bimgate.deployment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are checked. */
class SourceTreeTest {

  @Test
  void aPackageNamedTargetIsSourceAndBuildOutputIsNot(@TempDir Path root) throws IOException {
    // Given
    for (String file :
        new String[] {
          "README.md",
          "gateway/src/main/java/target/A.java",
          "gateway/src/test/java/B.java",
          "gateway/src/test/resources/C.md",
          "gateway/target/src/main/java/D.java",
          "target/E.md",
          ".git/F.md",
          "clients/node_modules/G.md",
        }) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.createFile(root.resolve(file));
    }

    // When
    SourceTree tree = new SourceTree(root);

    // Then
    assertThat(tree.pages())
        .containsExactly(Path.of("README.md"), Path.of("gateway/src/test/resources/C.md"));
    assertThat(tree.mainCode()).containsExactly(Path.of("gateway/src/main/java/target/A.java"));
  }
}
