using System.CommandLine;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary>The options of <c>naru server</c> for who tries or tests a client: no agents, and a state to begin with.</summary>
internal sealed record TrialOptions(Option<bool> ApiOnly, Option<FileInfo?> Seed, Option<string?> Password, Option<int> Computes)
{
    // What is behind it is nothing but names in memory.
    private const string TrialPassword = "secret";

    public IEnumerable<Option> All => [ApiOnly, Seed, Password, Computes];

    public static TrialOptions Create() => new(
        new Option<bool>("--api-only") { Description = "The APIs without agents: simulated hosts make every object ACTIVE. In memory, unless --data is given." },
        new Option<FileInfo?>("--seed") { Description = "A declared state (YAML or JSON) that is made once, at the start." },
        new Option<string?>("--admin-password") { Description = $"The administrator's first password; '{TrialPassword}' in memory, otherwise a random one." },
        Options.Computes());

    /// <param name="isInMemory">No data directory is given.</param>
    public Result<Trial> Read(ParseResult parsed, bool isInMemory, Uri listen)
    {
        var password = parsed.GetValue(Password);
        if (!parsed.GetValue(ApiOnly))
            return new Trial(false, false, parsed.GetValue(Seed)?.FullName, password, 0);
        if (isInMemory && password is null && !listen.IsLoopback)
            return Error.Invalid($"--api-only at {listen} can be reached from outside: give it an --admin-password.");
        return new Trial(true, isInMemory, parsed.GetValue(Seed)?.FullName, password ?? (isInMemory ? TrialPassword : null), parsed.GetValue(Computes));
    }
}
