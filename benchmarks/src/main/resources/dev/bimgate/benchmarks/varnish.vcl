vcl 4.1;

backend origin {
  .host = "${host}";
  .port = "${origin-port}";
}

sub vcl_recv {
  if (req.method == "GET" && req.http.Authorization && req.url ~ "^/v2/[^/]+/projects(\?|$)") {
    return (hash);
  }
  return (pass);
}

sub vcl_hash {
  hash_data(req.http.Authorization);
}
