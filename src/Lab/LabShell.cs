using Naru.Lab.Processes;

namespace Naru.Lab;

/// <summary>Runs commands inside of a living host or instance of a lab.</summary>
/// <param name="name">The host or instance.</param>
/// <param name="holder">The process that keeps the namespaces; <c>/proc/PID/root</c> is their file tree.</param>
/// <param name="entering">The arguments with which <c>nsenter</c> runs what follows them there.</param>
/// <param name="marks">What every process there carries, so that it is found again.</param>
public sealed class LabShell(
    string name, ProcessIdentity holder, IReadOnlyList<string> entering, IReadOnlyDictionary<string, string> marks)
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public string Name => name;

    public ProcessIdentity Holder => holder;

    public Task<ToolResult> RunAsync(IEnumerable<string> command, CancellationToken cancellation) =>
        Tool.RunAsync("nsenter", [.. entering, .. command], Input(NoVariables), cancellation);

    public Task<string> MustRunAsync(IEnumerable<string> command, CancellationToken cancellation) =>
        Tool.MustRunAsync("nsenter", [.. entering, .. command], Input(NoVariables), cancellation);

    /// <summary>Runs a script of sh that stops at its first failure, with the given variables.</summary>
    public Task<string> ScriptAsync(string script, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation) =>
        Tool.MustRunAsync("nsenter", [.. entering, "sh", "-euc", script], Input(variables), cancellation);

    /// <summary>Runs a command there until what is returned is disposed.</summary>
    public BackgroundTool Run(IEnumerable<string> command) =>
        BackgroundTool.Start("nsenter", [.. entering, .. command], Input(NoVariables));

    /// <summary>The same, where the keys of the terminal do not end it.</summary>
    public BackgroundTool RunApart(IEnumerable<string> command) =>
        BackgroundTool.Start("setsid", ["nsenter", .. entering, .. command], Input(NoVariables));

    /// <summary>Starts a command there that outlives this one.</summary>
    public Task<ProcessIdentity> StartAsync(IReadOnlyList<string> command, string log, CancellationToken cancellation) =>
        Daemon.StartAsync(["nsenter", .. entering], command, log, Input(NoVariables), cancellation);

    /// <summary>Becomes the command there: same terminal, same input, same exit code.</summary>
    public void Become(IReadOnlyList<string> command) => Tool.Become("nsenter", [.. entering, .. command], marks);

    private ToolInput Input(IReadOnlyDictionary<string, string> variables)
    {
        var environment = new Dictionary<string, string>(marks);
        foreach (var (variable, value) in variables)
            environment[variable] = value;
        return new ToolInput { Environment = environment };
    }
}
