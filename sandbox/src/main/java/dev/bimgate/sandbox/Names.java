package dev.bimgate.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Names that teams and projects of planners could have. */
final class Names {

  private static final List<String> PLACES =
      List.of(
          "harbor",
          "north",
          "river",
          "old-town",
          "hillside",
          "station",
          "meadow",
          "canal",
          "west",
          "market");
  private static final List<String> KINDS =
      List.of("bridges", "clinics", "schools", "offices", "housing", "tunnels");
  private static final List<String> BUILDINGS =
      List.of(
          "Office Tower",
          "Footbridge",
          "Primary School",
          "Day Clinic",
          "Parking Deck",
          "Library",
          "Fire Station",
          "Row Houses",
          "Concert Hall",
          "Pumping Station");
  private static final List<String> STREETS =
      List.of("Quay Street", "Mill Lane", "Station Road", "Garden Street", "Bridge Road");

  private Names() {}

  /** The given number of different slugs. */
  static List<String> slugs(Random random, int count) {
    List<String> all = new ArrayList<>();
    for (String place : PLACES) {
      for (String kind : KINDS) {
        all.add(place + "-" + kind);
      }
    }
    Collections.shuffle(all, random);
    return all.subList(0, count);
  }

  static String teamName(String slug) {
    StringBuilder name = new StringBuilder();
    for (String word : slug.split("-", -1)) {
      name.append(name.isEmpty() ? "" : " ")
          .append(word.substring(0, 1).toUpperCase(Locale.ROOT))
          .append(word.substring(1));
    }
    return name.toString();
  }

  static String project(Random random, int number) {
    return pick(BUILDINGS, random) + " " + (number + 1);
  }

  static String address(Random random) {
    return pick(STREETS, random) + " " + (1 + random.nextInt(90));
  }

  private static String pick(List<String> names, Random random) {
    return names.get(random.nextInt(names.size()));
  }
}
