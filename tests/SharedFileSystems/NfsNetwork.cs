using System.Diagnostics;

namespace Naru.SharedFileSystems.Specs;

/// <summary>A network namespace with the address at which shares are exported, and two clients beside it.</summary>
public sealed class NfsNetwork : IDisposable
{
    public const string Address = "10.99.84.1";
    public const string FirstClient = "10.99.84.2";
    public const string SecondClient = "10.99.84.3";

    private static int _count;

    private readonly string _name = $"narusharespec{Environment.ProcessId}n{Interlocked.Increment(ref _count)}";

    public NfsNetwork()
    {
        if (Obstacle is not null)
            return;
        Run("ip", "netns", "add", Server);
        Run("ip", "-n", Server, "link", "add", "br0", "type", "bridge");
        Run("ip", "-n", Server, "address", "add", $"{Address}/24", "dev", "br0");
        Run("ip", "-n", Server, "link", "set", "br0", "up");
        Run("ip", "-n", Server, "link", "set", "lo", "up");
        foreach (var (client, address) in Clients)
        {
            Run("ip", "netns", "add", client);
            Run("ip", "-n", Server, "link", "add", $"to{address[^1]}", "type", "veth", "peer", "name", "eth0", "netns", client);
            Run("ip", "-n", Server, "link", "set", $"to{address[^1]}", "master", "br0", "up");
            Run("ip", "-n", client, "address", "add", $"{address}/24", "dev", "eth0");
            Run("ip", "-n", client, "link", "set", "eth0", "up");
        }
    }

    /// <summary>Why there is none; null: there is.</summary>
    public static string? Obstacle { get; } =
        !Environment.IsPrivilegedProcess ? "needs root"
        : !File.Exists("/usr/bin/ganesha.nfsd") ? "needs nfs-ganesha and nfs-ganesha-vfs"
        : !File.Exists("/usr/bin/nfs-ls") ? "needs libnfs-utils"
        : null;

    public string Namespace => $"/run/netns/{Server}";

    private string Server => _name;

    private IEnumerable<(string Name, string Address)> Clients => [($"{_name}a", FirstClient), ($"{_name}b", SecondClient)];

    /// <summary>Runs a tool of libnfs on a client.</summary>
    /// <returns>What it said, or null when it failed.</returns>
    public string? Nfs(string client, string tool, params string[] arguments)
    {
        var (code, output) = Execute("ip", ["netns", "exec", Clients.First(one => one.Address == client).Name, tool, .. arguments]);
        // nfs-cp tells of a failed write and ends with 0.
        return code == 0 && !output.Contains("Failed", StringComparison.Ordinal) ? output : null;
    }

    public static string Url(string path, string file = "") => $"nfs://{path.Replace(":", "", StringComparison.Ordinal)}{file}?version=4";

    public void Dispose()
    {
        if (Obstacle is not null)
            return;
        foreach (var name in Clients.Select(client => client.Name).Append(Server))
            Run("ip", "netns", "delete", name);
    }

    public static (int Code, string Output) Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static void Run(string program, params string[] arguments)
    {
        var (code, output) = Execute(program, arguments);
        if (code != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output}");
    }
}
