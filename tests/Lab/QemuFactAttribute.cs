using Naru.Lab.Images;

namespace Naru.Lab.Specs;

/// <summary>A test of virtual machines; without QEMU it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class QemuFactAttribute : FactAttribute
{
    public QemuFactAttribute() => Skip = CloudFixture.WhyNot ?? (TinyImage.HasQemu ? null : "QEMU is not installed: './naru test' does that.");
}
