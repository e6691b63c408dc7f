namespace Naru.Tour.Chapters;

/// <summary>The chapters in the order of the course.</summary>
public static class Contents
{
    public static readonly IReadOnlyList<Chapter> Chapters =
    [
        SoftwareDefined.Chapter,
        LinuxBridge.Chapter,
        OvsBridge.Chapter,
        NetworkTypes.Chapter,
        SevenSteps.Chapter,
        PacketWalks.Chapter,
        Distributed.Chapter,
        Storage.Chapter,
        Practices.Chapter,
    ];
}
