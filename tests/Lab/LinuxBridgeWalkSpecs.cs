namespace Naru.Lab.Specs;

/// <summary>Walks in a cloud whose hosts all have Linux bridges.</summary>
[Trait("Category", "Lab")]
[Collection(LinuxBridgeFixture.Collection)]
public sealed class LinuxBridgeWalkSpecs() : BridgedWalkSpecs(LinuxBridgeFixture.Lab);
