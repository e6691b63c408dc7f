using System.Diagnostics;
using System.Text;
using Naru.Lab.Cloud;
using Naru.Lab.Processes;

namespace Naru.Lab.Specs;

/// <summary>A lab that the program under test brings up and down, as a user would.</summary>
/// <param name="port">Where its server answers on loopback.</param>
public sealed class ProgramLab(string name, string port)
{
    public LabDirectory Directory { get; } = LabDirectory.Of(name).Unwrap();

    public string Port => port;

    public LabState State => LabState.Load(Directory) ?? throw new InvalidOperationException("The lab has no state.");

    /// <summary>Runs a command of the program for this lab.</summary>
    public async Task<(int ExitCode, string Output)> NaruAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(CloudFixture.Program!, [command, "--lab", Directory.Name, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs a command as a terminal does, and presses Ctrl-C there when it has written a line with this text.</summary>
    public async Task<(int ExitCode, string Output)> InterruptAsync(string text, string command, params string[] arguments)
    {
        // A session of its own: the key reaches the command and all that it has started, and not the tests.
        // Tests that run in the background have it ignored, and what they start would too.
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT", CloudFixture.Program!, command, "--lab", Directory.Name, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder();
        var isPressed = false;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.AppendLine(line);
            if (isPressed || !line.Contains(text, StringComparison.Ordinal))
                continue;
            isPressed = true;
            await Tool.MustRunAsync("kill", ["-INT", "--", $"-{process.Id}"]);
        }
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    /// <summary>Runs a script on a host or in an instance.</summary>
    public async Task<string> OnAsync(string target, string script) =>
        (await LabTargets.Any(Directory, target).Unwrap().MustRunAsync(["sh", "-c", script], default)).Trim();

    /// <summary>A client of the cloud's administrator.</summary>
    public async Task<CloudClient> SignInAsync() =>
        (await CloudClient.SignInAsync(CloudCredentials.OfAdministrator(Directory, State).Unwrap(), default)).Unwrap();

    /// <summary>Takes something away on a host and waits until it is there again.</summary>
    public async Task ComesBackAsync(string host, string look, string remove)
    {
        var before = await OnAsync(host, look);
        Assert.NotEqual("", before);
        await OnAsync(host, remove);
        Assert.True(
            await CloudFixture.BecomesTrueAsync(async () => await OnAsync(host, $"{look} || true") == before),
            $"On {host} this did not come back within 10 s: {before}");
    }
}
