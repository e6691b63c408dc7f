using System.CommandLine;

namespace Naru.Commands;

/// <summary>A command that takes back what it has begun when it is stopped (Ctrl-C, SIGTERM), and is given the time for that.</summary>
internal sealed class RevertingCommand(string name, string description) : Command(name, description)
{
    // Each step has a limit of its own, far below; others are ended after two seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static InvocationConfiguration HowEnded(ParseResult parsed) => parsed.CommandResult.Command is RevertingCommand
        ? new InvocationConfiguration { ProcessTerminationTimeout = Patience }
        : new InvocationConfiguration();
}
