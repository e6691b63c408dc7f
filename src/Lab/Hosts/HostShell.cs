using Naru.Lab.Processes;

namespace Naru.Lab.Hosts;

/// <summary>Runs commands on one living host of a lab.</summary>
public sealed class HostShell(LabDirectory directory, string host, ProcessIdentity holder)
{
    private static readonly Dictionary<string, string> NoVariables = [];
    private readonly string[] _entering = HostNamespaces.Entering(holder);

    public string Host => host;

    /// <summary>The process that keeps the host's namespaces; <c>/proc/PID/root</c> is the host's own file tree.</summary>
    public ProcessIdentity Holder => holder;

    public Task<ToolResult> RunAsync(IEnumerable<string> command, CancellationToken cancellation) =>
        Tool.RunAsync("nsenter", [.. _entering, .. command], Input(NoVariables), cancellation);

    public Task<string> MustRunAsync(IEnumerable<string> command, CancellationToken cancellation) =>
        Tool.MustRunAsync("nsenter", [.. _entering, .. command], Input(NoVariables), cancellation);

    /// <summary>Runs a script of sh that stops at its first failure, with the given variables.</summary>
    public Task<string> ScriptAsync(string script, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation) =>
        Tool.MustRunAsync("nsenter", [.. _entering, "sh", "-euc", script], Input(variables), cancellation);

    /// <summary>Becomes the command on the host: same terminal, same input, same exit code.</summary>
    public void Become(IReadOnlyList<string> command) =>
        Tool.Become("nsenter", [.. _entering, .. command], HostNamespaces.Marks(directory, host));

    private ToolInput Input(IReadOnlyDictionary<string, string> variables)
    {
        var environment = HostNamespaces.Marks(directory, host);
        foreach (var (name, value) in variables)
            environment[name] = value;
        return new ToolInput { Environment = environment };
    }
}
