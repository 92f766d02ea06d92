package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a session by the error to one of its commands. */
class ValkeyRepliesTest {

  @ParameterizedTest
  @CsvSource({
    "READONLY You can't write against a read only replica., DEMOTED",
    "'UNBLOCKED force unblock from blocking operation, instance state changed', DEMOTED",
    "'ERR [1] READONLY You can''t write against a read only replica.\nERR [2] EXECABORT', DEMOTED",
    "ERR [1] OOM command not allowed when used memory > 'maxmemory'., REJECTED",
    "'ERR [0] CONNECTION_CLOSED\nERR [1] CONNECTION_CLOSED', DISCONNECTED",
    "OOM command not allowed when used memory > 'maxmemory'., REJECTED",
    "NOPERM User gateway has no permissions to run the 'xadd' command, REJECTED",
    "CONNECTION_CLOSED, DISCONNECTED",
    "Connection reset by peer, DISCONNECTED",
    "Broken pipe, DISCONNECTED",
    ", DISCONNECTED",
  })
  void anErrorOfValkeyDiffersFromALostConnection(String message, SessionEnd cause) {
    assertThat(ValkeyReplies.failed(message)).isEqualTo(new Reply.Failed(cause));
  }
}
