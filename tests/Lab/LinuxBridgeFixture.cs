namespace Naru.Lab.Specs;

/// <summary>A cloud whose hosts have Linux bridges and no Open vSwitch, with the course's topology; gone again after the tests.</summary>
public sealed class LinuxBridgeFixture : IAsyncLifetime
{
    public const string Collection = "linuxbridge cloud";

    public static readonly ProgramLab Lab = new("lbspecs", "18107");

    /// <summary>What the first <c>naru up</c> printed and how it ended.</summary>
    public (int ExitCode, string Output) Up { get; private set; }

    public async Task InitializeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        await Lab.NaruAsync("down");
        Up = await Lab.NaruAsync("up", "--port", Lab.Port, "--mode", "linuxbridge");
    }

    public async Task DisposeAsync()
    {
        if (CloudFixture.Program is not null)
            await Lab.NaruAsync("down");
    }
}

[CollectionDefinition(LinuxBridgeFixture.Collection)]
public sealed class LinuxBridgeCollection : ICollectionFixture<LinuxBridgeFixture>;
