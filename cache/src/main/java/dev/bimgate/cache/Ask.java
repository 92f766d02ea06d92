package dev.bimgate.cache;

/**
 * What one asker wants and allows.
 *
 * @param revalidate the client wants the list checked with upstream first ({@code Cache-Control:
 *     no-cache}); granted at most once per {@link ListPolicy#minRevalidationInterval()}
 * @param mayBeStale a list past its freshness may be told, within its windows
 * @param mayRevalidateLater the asker's token has enough life left for a revalidation after the
 *     answer; without it a list in need of one is revalidated before the answer
 */
public record Ask(boolean revalidate, boolean mayBeStale, boolean mayRevalidateLater) {

  /** No wishes, everything allowed. */
  public static final Ask PLAIN = new Ask(false, true, true);
}
