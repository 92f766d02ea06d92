package dev.bimgate.benchmarks.servers;

/** The result of a load on a server. */
public interface Load {

  /** All responses. */
  long answers();

  /** Responses per second. */
  double perSecond();
}
