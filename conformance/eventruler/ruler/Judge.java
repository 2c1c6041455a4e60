import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/**
 * Judge PATTERN reads events, one a line, and writes a line for each: yes, no, or
 * what the engine says of an event that it cannot read. A pattern that EventBridge
 * would refuse ends it at once, with status 3.
 */
public class Judge {
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    // The compiler that EventBridge's newer operators need; it also takes the older ones.
    String fault = JsonRuleCompiler.check(args[0]);
    if (fault != null) {
      out.println(fault.lines().findFirst().orElse("refused"));
      out.flush();
      System.exit(3);
    }
    // A machine, not the static matcher: it is consistent about arrays, as the service is.
    Machine machine = Machine.builder().build();
    machine.addRule("rule", args[0]);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String event = in.readLine(); event != null; event = in.readLine()) {
      try {
        out.println(machine.rulesForJSONEvent(event).isEmpty() ? "no" : "yes");
      } catch (Exception e) {
        out.println("error: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      }
    }
    out.flush();
  }
}
