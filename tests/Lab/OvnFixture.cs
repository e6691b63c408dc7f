using Naru.Lab.Hosts;

namespace Naru.Lab.Specs;

/// <summary>A cloud whose networks OVN does, with the course's topology; gone again after the tests.</summary>
public sealed class OvnFixture : IAsyncLifetime
{
    public const string Collection = "ovn cloud";

    public static readonly ProgramLab Lab = new("ovnspecs", "18112");

    /// <summary>Why its tests are skipped; null: they are not.</summary>
    public static string? WhyNot => CloudFixture.WhyNot
        ?? (OvnCentral.IsInstalled ? null : "OVN is not installed: './naru up --mode ovn' does that.");

    /// <summary>What the first <c>naru up</c> printed and how it ended.</summary>
    public (int ExitCode, string Output) Up { get; private set; }

    public async Task InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        await Lab.NaruAsync("down");
        Up = await Lab.NaruAsync("up", "--port", Lab.Port, "--mode", "ovn", "--raft", "3", "--scenarios");
    }

    public async Task DisposeAsync()
    {
        if (WhyNot is null)
            await Lab.NaruAsync("down");
    }
}

[CollectionDefinition(OvnFixture.Collection)]
public sealed class OvnCollection : ICollectionFixture<OvnFixture>;
