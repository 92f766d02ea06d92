package dev.bimgate.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP sockets of a process, as Linux lists them (proc(5), {@code net/tcp}). */
final class Sockets {

  private static final String LISTENING = "0A";

  /** A socket in any state, also one that is being opened or closed. */
  private record Entry(int localPort, int remotePort, String state, String inode) {

    /** Of a line such as {@code 0: 0100007F:1F90 00000000:0000 0A … inode …}. */
    static Entry of(String line) {
      String[] fields = line.strip().split("\\s+");
      return new Entry(port(fields[1]), port(fields[2]), fields[3], fields[9]);
    }

    private static int port(String address) {
      return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }
  }

  private Sockets() {}

  /** The ports to which a process has connections that it has opened itself. */
  static Set<Integer> connectedTo(long pid) {
    Set<String> own = inodes(pid);
    List<Entry> all =
        Stream.of("tcp", "tcp6")
            .flatMap(file -> entries(pid, file))
            .filter(entry -> own.contains(entry.inode()))
            .toList();
    Set<Integer> listening =
        all.stream()
            .filter(entry -> entry.state().equals(LISTENING))
            .map(Entry::localPort)
            .collect(Collectors.toSet());
    return all.stream()
        .filter(entry -> !listening.contains(entry.localPort()))
        .map(Entry::remotePort)
        .collect(Collectors.toSet());
  }

  private static Stream<Entry> entries(long pid, String file) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/net/" + file)).stream()
          .skip(1)
          .map(Entry::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> inodes(long pid) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return descriptors
          .map(Sockets::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> target.substring("socket:[".length(), target.length() - 1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
