package dev.bimgate.gateway.token;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The form in which a logout token comes (OpenID Connect Back-Channel Logout 1.0, section 2.5). */
final class LogoutForm {

  private static final String FORM = "application/x-www-form-urlencoded";

  private LogoutForm() {}

  /** Whether a body with these fields is a form, and can be read as it is. */
  static boolean isForm(MultiMap fields) {
    List<String> types = fields.getAll(HttpHeaders.CONTENT_TYPE);
    if (types.size() != 1 || fields.contains(HttpHeaders.CONTENT_ENCODING)) {
      return false;
    }
    String type = types.get(0).split(";", 2)[0].strip();
    return type.toLowerCase(Locale.ROOT).equals(FORM);
  }

  /**
   * The one {@code logout_token}; null if there is none, or more than one, or no form at all. Other
   * parameters are for extensions, and not looked at.
   */
  static @Nullable String token(String form) {
    List<String> found = new ArrayList<>();
    try {
      for (String parameter : form.split("&", -1)) {
        String[] parts = parameter.split("=", 2);
        if (decoded(parts[0]).equals("logout_token")) {
          found.add(parts.length == 2 ? decoded(parts[1]) : "");
        }
      }
    } catch (IllegalArgumentException outOfForm) {
      return null;
    }
    return found.size() == 1 && !found.get(0).isEmpty() ? found.get(0) : null;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
