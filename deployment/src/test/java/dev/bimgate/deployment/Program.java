package dev.bimgate.deployment;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A child process whose output is read, line by line, as it comes; ended with the test. */
public final class Program implements AutoCloseable {

  /** Far longer than anything here takes; only a broken part ever meets it. */
  private static final long LONGEST_SECONDS = 300;

  private final List<String> command;
  private final Process process;
  private final Thread reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private boolean outputEnded;

  private Program(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.reader = new Thread(this::read, "output of " + command.get(0));
    reader.start();
  }

  /** Starts the command in that directory; standard error goes where standard output goes. */
  public static Program start(Path directory, List<String> command) {
    ProcessBuilder builder = in(directory, command).redirectErrorStream(true);
    try {
      return new Program(command, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the command to its end. */
  public static Ending run(Path directory, List<String> command) {
    try (Program program = start(directory, command)) {
      return program.awaitEnd();
    }
  }

  /** How a process ended, and all that it said. */
  public record Ending(int exitCode, List<String> lines) {

    /** Warnings and errors in a log, but for that of Vert.x when this machine paused a thread. */
    public List<String> warnings() {
      return lines.stream()
          .filter(line -> line.matches(".*(WARN|ERROR).*"))
          .filter(line -> !line.contains("has been blocked for"))
          .toList();
    }
  }

  /** A builder for that command, which inherits no setting of ours and none of the JVM's. */
  static ProcessBuilder in(Path directory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(?i)(_?JAVA|JDK|BIMPLUS|GATEWAY|QUARKUS|OTEL)_.*"));
    return builder;
  }

  public long pid() {
    return process.pid();
  }

  /** Waits until a line holds the pattern; a process that ends before is an error. */
  public MatchResult awaitLine(Pattern pattern) {
    long nanosLeft = TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    lock.lock();
    try {
      for (int next = 0; ; next++) {
        while (next == lines.size()) {
          if (outputEnded || nanosLeft <= 0) {
            throw new IllegalStateException("no line like " + pattern + " from " + this);
          }
          nanosLeft = changed.awaitNanos(nanosLeft);
        }
        Matcher matcher = pattern.matcher(lines.get(next));
        if (matcher.find()) {
          return matcher.toMatchResult();
        }
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      lock.unlock();
    }
  }

  /** Writes the only line of its standard input, as a user does who pastes it. */
  public void type(String line) {
    try (BufferedWriter input = process.outputWriter()) {
      input.write(line);
      input.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGTERM, as an orchestrator does; what it still says is read, unlike by a Process. */
  void signal() {
    process.toHandle().destroy();
  }

  /** Stops the process where it is (SIGSTOP); {@link #resume} lets it go on. */
  public void pause() {
    send("STOP");
  }

  public void resume() {
    send("CONT");
  }

  private void send(String signalName) {
    run(Path.of("."), List.of("kill", "-" + signalName, Long.toString(pid())));
  }

  /** Sends SIGKILL and waits until the process is gone. */
  public Ending kill() {
    process.destroyForcibly();
    return awaitEnd();
  }

  /** Asks the process to end, as an orchestrator does, and waits until it has. */
  public Ending terminate() {
    signal();
    return awaitEnd();
  }

  public Ending awaitEnd() {
    try {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + this);
      }
      reader.join();
      return new Ending(process.exitValue(), lines());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What it said so far. */
  public List<String> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    // A script's child does not end with it.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    kill();
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said(line);
      }
    } catch (IOException brokenOff) {
      said("(output broken off: " + brokenOff.getMessage() + ")");
    } finally {
      ended();
    }
  }

  private void said(String line) {
    lock.lock();
    try {
      lines.add(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      outputEnded = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }

  @Override
  public String toString() {
    return command + ", which said " + lines();
  }
}
