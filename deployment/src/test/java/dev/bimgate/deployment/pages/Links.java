package dev.bimgate.deployment.pages;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The links between the pages of a repository; those with a scheme lead elsewhere and are ignored.
 */
final class Links {

  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*|//.*");

  private final SourceTree tree;
  private final Map<Path, Markdown> pages = new HashMap<>();

  Links(SourceTree tree) throws IOException {
    this.tree = tree;
    for (Path page : tree.pages()) {
      pages.put(page, new Markdown(tree.text(page)));
    }
  }

  /** A link that leads to a file or directory, and to a heading in it unless that is empty. */
  private record Link(Path from, String text, Path to, String anchor) {}

  /** What is wrong, one line for each link. */
  List<String> broken() {
    List<String> faults = new ArrayList<>();
    for (Path page : pages.keySet()) {
      for (Link link : links(page)) {
        String fault = fault(link);
        if (!fault.isEmpty()) {
          faults.add(link.from + ": " + link.text + ": " + fault);
        }
      }
    }
    return faults;
  }

  /** The pages that a reader can reach from this one. A directory shows the pages in it. */
  Set<Path> reachableFrom(Path start) {
    Set<Path> reached = new LinkedHashSet<>(Set.of(start));
    Deque<Path> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (Link link : links(open.remove())) {
        for (Path page : pages.keySet()) {
          boolean shown = page.equals(link.to) || link.to.equals(page.getParent());
          if (shown && reached.add(page)) {
            open.add(page);
          }
        }
      }
    }
    return reached;
  }

  private List<Link> links(Path page) {
    Markdown markdown = pages.get(page);
    return markdown == null
        ? List.of()
        : markdown.links().stream()
            .filter(target -> !ELSEWHERE.matcher(target).matches())
            .map(target -> link(page, target))
            .toList();
  }

  private static Link link(Path page, String target) {
    int hash = target.indexOf('#');
    String path = URI.create(hash < 0 ? target : target.substring(0, hash)).getPath();
    Path to = path.isEmpty() ? page : page.resolveSibling(path).normalize();
    return new Link(page, target, to, hash < 0 ? "" : target.substring(hash + 1));
  }

  private String fault(Link link) {
    if (!tree.contains(link.to)) {
      return "no such file";
    }
    Markdown page = pages.get(link.to);
    boolean found = link.anchor.isEmpty() || (page != null && page.anchors().contains(link.anchor));
    return found ? "" : "no such heading";
  }
}
