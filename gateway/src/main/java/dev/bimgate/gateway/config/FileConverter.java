package dev.bimgate.gateway.config;

import java.nio.file.Path;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads the path of a file; white space around it does not count. */
public final class FileConverter implements Converter<Path> {

  private static final long serialVersionUID = 1L;

  @Override
  public Path convert(String value) {
    return Path.of(value.trim());
  }
}
