package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Servers under load in turns: never two at a time.
 *
 * @param rounds how many each has
 * @param roundLength how long one lasts
 * @param warmUp processor time that each JVM uses before: the JIT shares the core, and on a busy
 *     machine a fixed time would end before it is done
 */
public record Turns(int rounds, Duration roundLength, Duration warmUp) {

  /** A started server. */
  public interface Contender {

    ServerProcess process();

    /** Requests as much of it as it can do. */
    Load load(Duration length) throws IOException, InterruptedException;

    /** Called after each round; the output of the server is that of this round. */
    void roundEnded(int number, Round round) throws IOException, InterruptedException;
  }

  /** Warms up all, and returns the rounds of each in the order of the contenders. */
  public List<List<Round>> run(List<? extends Contender> contenders)
      throws IOException, InterruptedException {
    List<List<Round>> all = new ArrayList<>();
    for (Contender contender : contenders) {
      warmUp(contender);
      all.add(new ArrayList<>());
    }
    for (int number = 1; number <= rounds; number++) {
      for (int place : order(contenders.size(), number)) {
        Contender contender = contenders.get(place);
        Round round = round(contender);
        contender.roundEnded(number, round);
        all.get(place).add(round);
      }
    }
    return all;
  }

  /** To and fro: whoever is later finds the processor warm. */
  private static int[] order(int size, int round) {
    return IntStream.range(0, size).map(i -> round % 2 == 1 ? i : size - 1 - i).toArray();
  }

  private void warmUp(Contender contender) throws IOException, InterruptedException {
    ServerProcess process = contender.process();
    Duration enough = process.cpuTime().plus(warmUp);
    do {
      contender.load(roundLength);
    } while (process.isJvm() && process.cpuTime().compareTo(enough) < 0);
  }

  private Round round(Contender contender) throws IOException, InterruptedException {
    ServerProcess process = contender.process();
    process.takeLines("");
    Duration before = process.cpuTime();
    Load load = contender.load(roundLength);
    Duration used = process.cpuTime().minus(before);
    return new Round(
        load.perSecond(),
        used.toNanos() / 1_000.0 / load.answers(),
        (double) used.toNanos() / roundLength.toNanos());
  }
}
