using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Naru.BlockStorage.Invariants;
using Naru.Identity.Invariants;
using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Network;
using Naru.Network.Invariants;
using Naru.Primitives;
using Naru.Rest.Doctor;
using Naru.SharedFileSystems;
using Naru.State;

namespace Naru.Commands;

/// <summary><c>naru doctor</c>: holds the state of a server against its invariants, and its hosts against its state.</summary>
internal static class DoctorCommand
{
    private const int Ill = 2;

    public static Command Create()
    {
        var data = new Option<DirectoryInfo?>("--data") { Description = "The data directory of a server that is not running." };
        var lab = Options.Lab();
        var command = new Command(
            "doctor", "Looks for what should never be: duplicate addresses, orphans, wrong counts, instances on hosts that the API does not know of. Of the server of OS_AUTH_URL, else of the lab's. Ends with 2 when it finds something.")
        {
            data, lab,
        };
        command.SetAction((parsed, cancellation) => parsed.GetValue(data) is { } directory
            ? OfDirectoryAsync(directory.FullName, cancellation)
            : OfServerAsync(parsed.GetRequiredValue(lab), cancellation));
        return command;
    }

    private static async Task<int> OfDirectoryAsync(string data, CancellationToken cancellation)
    {
        var file = Path.Combine(data, "state.db");
        if (!File.Exists(file))
            return Answer.Refuse($"'{file}' does not exist: --data is the data directory of a server.");
        using var services = new ServiceCollection()
            .AddNetwork(new NetworkOptions()).AddNetworkInvariants().AddIdentityInvariants().AddBlockStorageInvariants().AddShareInvariants().AddSingleton<IInvariant, IndexesAreExact>()
            .BuildServiceProvider();
        var examination = new Examination(services.GetServices<IInvariant>());
        try
        {
            await using var store = await Store.OpenAsync(
                CloudTables.Schema(), new SqliteJournal(file), TimeProvider.System, cancellation: cancellation);
            return Tell(store.Current.Revision, examination.Invariants, [.. examination.Of(store.Current)
                .Select(finding => (finding.Violation.Object, finding.Violation.Found, finding.Violation.Expected, finding.Rule))]);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return Answer.Refuse(exception.Message);
        }
        catch (InvalidOperationException broken)
        {
            // What only one document may have is refused by the index itself, so that no server would start on it either.
            return Tell(0, examination.Invariants, [(file, broken.Message, "one document with it", "The state can be loaded.")]);
        }
    }

    private static async Task<int> OfServerAsync(string labName, CancellationToken cancellation)
    {
        if (!Credentials(labName).TryGet(out var credentials, out var error)
            || !(await CloudClient.SignInAsync(credentials, cancellation)).TryGet(out var cloud, out error))
        {
            return Answer.Refuse(error);
        }
        using (cloud)
        {
            if (!(await cloud.GetAsync(new Uri(credentials.Root, "naru/v1/doctor"), cancellation)).TryGet(out var answer, out error))
                return Answer.Refuse(error);
            using (answer)
            {
                var report = answer.RootElement;
                return Tell(report.GetProperty("revision").GetInt64(), report.GetProperty("invariants").GetInt32(), [.. report.GetProperty("findings").EnumerateArray()
                    .Select(finding => (Text(finding, "object"), Text(finding, "found"), Text(finding, "expected"), Text(finding, "rule")))]);
            }
        }
    }

    private static Result<CloudCredentials> Credentials(string labName)
    {
        if (Environment.GetEnvironmentVariable("OS_AUTH_URL") is { Length: > 0 } url)
        {
            return Uri.TryCreate(url, UriKind.Absolute, out var identity)
                ? new CloudCredentials(
                    new Uri(identity.GetLeftPart(UriPartial.Authority)),
                    Environment.GetEnvironmentVariable("OS_USERNAME") ?? CloudCredentials.Administrator,
                    Environment.GetEnvironmentVariable("OS_PASSWORD") ?? "",
                    Environment.GetEnvironmentVariable("OS_PROJECT_NAME") ?? CloudCredentials.Administrator)
                : Error.Invalid($"OS_AUTH_URL '{url}' is no address: expected http://HOST:PORT/identity/v3.");
        }
        return LabDirectory.Of(labName).Then(directory => LabState.Load(directory) is { } state
            ? CloudCredentials.OfAdministrator(directory, state)
            : Error.Invalid($"{LabTargets.NoLab(directory)} For another server set the OS_* variables, or --data for one that is not running."));
    }

    private static int Tell(long revision, int invariants, IReadOnlyList<(string Object, string Found, string Expected, string Rule)> findings)
    {
        foreach (var finding in findings)
            Console.WriteLine($"{finding.Object}: {finding.Found}; expected {finding.Expected}. (Rule: {finding.Rule})");
        Console.WriteLine($"Revision {revision}: {invariants} invariants, {findings.Count} broken.");
        return findings.Count == 0 ? Answer.Success : Ill;
    }

    private static string Text(JsonElement finding, string name) => finding.GetProperty(name).GetString() ?? "";
}
