using Naru.Lab.Checks;

namespace Naru.Lab.Specs;

[Collection(LabCollection.Name)]
[Trait("Category", "Lab")]
public sealed class CheckSpecs(LabFixture lab)
{
    // Without Naru nothing filters and nobody answers for names and metadata.
    private static readonly string[] NotHandmade =
    [
        SecurityGroupChecks.Ingress.Name, SecurityGroupChecks.Egress.Name, SecurityGroupChecks.RemoteGroup.Name,
        SpoofingChecks.Mac.Name, SpoofingChecks.Ip.Name, AddressingChecks.Names.Name, AddressingChecks.Metadata.Name,
    ];

    [Fact]
    public async Task On_a_network_made_by_hand_what_is_about_ways_holds_and_what_is_about_filters_does_not()
    {
        await using var network = new HandmadeNetwork(lab.State);
        await using var scene = await network.BuildAsync();

        foreach (var report in await CourseChecks.RunAsync(CourseChecks.All, scene, default))
        {
            var expected = !NotHandmade.Contains(report.Name);
            Assert.True(report.Passed == expected, $"{report.Name}: {report.Outcome.Value}{report.Outcome.Error}");
            Assert.DoesNotContain("control failed", report.Outcome.Error?.Message ?? "");
        }
    }
}
