package dev.bimgate.gateway.config;

import java.nio.file.Path;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Parses a file path; trims white space, blank is none. */
public final class FileConverter implements Converter<Path> {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Path convert(String value) {
    String path = value.trim();
    return path.isEmpty() ? null : Path.of(path);
  }
}
