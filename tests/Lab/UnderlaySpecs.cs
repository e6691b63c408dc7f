using Naru.Lab.Processes;

namespace Naru.Lab.Specs;

/// <summary>What is wrong between hosts is found by packets, and the link is named.</summary>
[Trait("Category", "Lab")]
[Collection(LinuxBridgeFixture.Collection)]
public sealed class UnderlaySpecs
{
    private static ProgramLab Lab => LinuxBridgeFixture.Lab;

    [CloudFact]
    public async Task A_card_with_a_small_mtu_is_named_until_it_is_mended()
    {
        await Lab.OnAsync("compute-2", "ip link set eth0 mtu 1400");
        Assert.True(await SaysAsync(found => found.Contains("host compute-2") && found.Contains("'eth0' has an MTU of 1400")), "the card is not named");
        await Lab.OnAsync("compute-2", "ip link set eth0 mtu 1500");
        Assert.True(await SaysAsync(found => !found.Contains("MTU")), "the mended card is still named");
    }

    [CloudFact]
    public async Task A_link_in_between_with_a_small_mtu_is_named_by_the_ways_over_it()
    {
        await OnFabricAsync("1400");
        Assert.True(await SaysAsync(found => found.Contains("the link of host compute-1") && found.Contains("at most 1400 bytes pass")), "the link is not named");
        await OnFabricAsync("1500");
        Assert.True(await SaysAsync(found => !found.Contains("bytes pass")), "the mended link is still named");
    }

    private static Task<string> OnFabricAsync(string mtu) => Tool.MustRunAsync(
        "nsenter", ["--target", $"{Lab.State.Fabric!.Pid}", "--net", "--", "ip", "link", "set", "compute-1-eth0", "mtu", mtu], cancellation: default);

    private static async Task<bool> SaysAsync(Func<string, bool> expected)
    {
        for (var attempt = 0; attempt < 60; attempt++)
        {
            if (expected((await Lab.NaruAsync("doctor")).Output))
                return true;
            await Task.Delay(1000);
        }
        return false;
    }
}
