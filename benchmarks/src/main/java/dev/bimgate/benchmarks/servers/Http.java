package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Single requests: for preparation and checks, never for what is timed under load. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Http() {}

  /** A response of status 200; any other fails the run. */
  public static HttpResponse<byte[]> get(URI uri, String authorization)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", authorization).build();
    HttpResponse<byte[]> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(uri + " returned " + answer.statusCode());
    }
    return answer;
  }

  /** The status of a response, whatever it is. */
  public static int status(URI uri, String authorization) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", authorization).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  public static String text(URI uri) throws IOException, InterruptedException {
    return CLIENT
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Repeats a request until the status is 200 and the body contains a text. */
  public static void await(URI uri, String text, ServerProcess server)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isAnswered(uri, text)) {
      server.checkAlive();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(uri + " did not respond as expected");
      }
      Thread.sleep(2);
    }
  }

  private static boolean isAnswered(URI uri, String text) throws IOException, InterruptedException {
    try {
      HttpResponse<String> answer =
          CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains(text);
    } catch (ConnectException notYet) {
      return false;
    }
  }
}
