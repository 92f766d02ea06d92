package dev.bimgate.benchmarks.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway with the routes of {@code application.yaml}. */
@SpringBootApplication
public class SpringGateway {

  public static void main(String[] arguments) {
    SpringApplication.run(SpringGateway.class, arguments);
  }
}
