package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangingFilesTest {

  private final Path file;
  private final List<String> used = new ArrayList<>();

  ChangingFilesTest(@TempDir Path directory) {
    this.file = directory.resolve("secret");
  }

  @BeforeEach
  void writeTheFirst() {
    write("first");
  }

  @Test
  void whatHasNotChangedIsNotReadAgain() {
    ChangingFiles<String> files = files(this::read);

    write("first");
    files.look();

    assertThat(used).isEmpty();
  }

  @Test
  void whatHasChangedIsUsedOnce() {
    ChangingFiles<String> files = files(this::read);

    write("second");
    files.look();
    files.look();

    assertThat(used).containsExactly("second");
  }

  @Test
  void whatHasChangedBeforeTheStartIsUsedAtTheStart() {
    ChangingFiles<String> files = files(this::read);

    files.readAtStart();
    files.look();

    assertThat(used).containsExactly("first");
  }

  @Test
  void whatIsMalformedIsNotUsedAndTheNextIs() {
    ChangingFiles<String> files =
        files(
            () -> {
              if (read().isEmpty()) {
                throw new IllegalArgumentException("is empty");
              }
              return read();
            });

    write("");
    files.look();
    write("third");
    files.look();

    assertThat(used).containsExactly("third");
  }

  @Test
  void whatIsReplacedWhileItIsReadIsReadAtTheNextLook() {
    List<String> replacements = new ArrayList<>(List.of("third"));
    ChangingFiles<String> files =
        files(
            () -> {
              String content = read();
              replacements.forEach(this::write);
              replacements.clear();
              return content;
            });

    write("second");
    files.look();
    assertThat(used).isEmpty();
    files.look();

    assertThat(used).containsExactly("third");
  }

  private ChangingFiles<String> files(Supplier<String> reader) {
    return new ChangingFiles<>("a.setting", List.of(file), reader, used::add);
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
