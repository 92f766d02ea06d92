package dev.bimgate.benchmarks.ratchet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FiguresTest {

  private static final Path COMMITTED = Path.of("ratchet.txt");

  @ParameterizedTest
  @EnumSource
  void theCommittedFiguresAllowNoSlowdownOf15Percent(Request request) throws IOException {
    Figure figure = Figures.read(COMMITTED).of(request);

    assertThat(figure.allows(new Cost(figure.time(), figure.bytes()))).isTrue();
    assertThat(figure.allows(new Cost(figure.time() * 1.15, figure.bytes()))).isFalse();
  }

  @Test
  void theLimitIsTwiceTheNoiseAboveTheMedian() {
    Figure figure = Figure.of(List.of(cost(1.9), cost(2.0), cost(2.1)));

    assertThat(figure.timeLimit()).isEqualTo(2.2);
    assertThat(figure.allows(cost(2.2))).isTrue();
    assertThat(figure.allows(cost(2.201))).isFalse();
  }

  @Test
  void aHundredthMoreBytesThanInAnyRepeatIsAllowed() {
    Figure figure = Figure.of(List.of(new Cost(2, 1.5), new Cost(2, 2.0)));

    assertThat(figure.allows(new Cost(2, 2.02))).isTrue();
    assertThat(figure.allows(new Cost(2, 2.021))).isFalse();
  }

  @Test
  void recordedFiguresAreThoseThatAreRead(@TempDir Path directory) throws IOException {
    Figures recorded = Figures.of(IntStream.range(0, 10).mapToObj(FiguresTest::costs).toList());
    Path file = directory.resolve("figures.txt");

    recorded.write(file);

    assertThat(Figures.read(file)).isEqualTo(recorded);
  }

  @Test
  void aFileWithoutALineForARequestIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("figures.txt"), "hit 1 2 3\n");

    assertThatThrownBy(() -> Figures.read(file)).hasMessageContaining("has no passed-on");
  }

  private static Cost cost(double time) {
    return new Cost(time, 1);
  }

  private static Costs costs(int repeat) {
    Map<Request, Cost> costs = new EnumMap<>(Request.class);
    for (Request request : Request.values()) {
      costs.put(request, new Cost(2 + repeat / 100.0, 3));
    }
    return new Costs(costs);
  }
}
