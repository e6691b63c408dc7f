using System.Text.Json;
using Naru.Primitives;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Ceph;

/// <summary>Runs the command <c>ceph</c>, which ends with the numbers of <c>errno.h</c>.</summary>
internal sealed class CephCommands(CephFsOptions options)
{
    public const int NotPermitted = 1;
    public const int NotThere = 2;
    public const int TryAgain = 11;
    public const int IsThere = 17;
    public const int Invalid = 22;

    // A manager or a metadata server that is away is waited for without end; timeout(1) ends that.
    private const string LongestSeconds = "60";
    private const int TookTooLong = 124;

    private readonly string[] _client =
    [
        LongestSeconds, "ceph", .. options.Configuration is { } file ? (string[])["--conf", file] : [], "--id", options.User, "--connect-timeout", "10",
    ];

    /// <param name="expected">The error numbers that are answers.</param>
    public async Task<Result<CommandEnd>> RunAsync(IReadOnlyList<int> expected, CancellationToken cancellation, params string[] arguments)
    {
        if (Command.Find("ceph") is null)
            return Command.Failed("'ceph' cannot be started: it is not installed (its package is ceph-common).");
        return (await Command.EndAsync(cancellation, "timeout", [.. _client, .. arguments])).Then<CommandEnd>(end => end.ExitCode switch
        {
            0 => end,
            TookTooLong => Command.Failed($"ceph {string.Join(' ', arguments)}: Ceph did not answer within {LongestSeconds} s."),
            var number when expected.Contains(number) => end,
            var number => Command.Failed($"ceph {string.Join(' ', arguments)}: ended with {number}: {end.Words}"),
        });
    }

    public async Task<Result<JsonElement>> JsonAsync(CancellationToken cancellation, params string[] arguments) =>
        (await RunAsync([], cancellation, [.. arguments, "--format", "json"])).Then<JsonElement>(end =>
        {
            try
            {
                using var document = JsonDocument.Parse(end.Output);
                return document.RootElement.Clone();
            }
            catch (JsonException exception)
            {
                return Command.Failed($"ceph {string.Join(' ', arguments)}: what it said is no JSON: {exception.Message}");
            }
        });
}
