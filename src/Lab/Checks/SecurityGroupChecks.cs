using Naru.Lab.Hosts;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>What the security groups let through and what they do not. Each refusal has a control that shows the listener at work.</summary>
public static class SecurityGroupChecks
{
    public static readonly Check Ingress = new("a TCP port that the group allows answers, another is dropped (ingress)", IngressAsync);

    public static readonly Check Egress = new("a TCP port that the group allows is reached, another is dropped (egress)", EgressAsync);

    public static readonly Check RemoteGroup = new("a rule for members of a group lets them in and nobody else", RemoteGroupAsync);

    public static readonly Check Established = new("replies of established connections pass", EstablishedAsync);

    private static async Task<Result<string>> IngressAsync(Scene scene, CancellationToken cancellation)
    {
        var address = scene.AddressOf(scene.Course.Vm1);
        if (!await AnswersAsync(scene.Vm2, address, CourseTopology.WebPort, cancellation))
            return Check.Failed($"vm1:{CourseTopology.WebPort} does not answer vm2");
        return await scene.Vm2.TcpIsDroppedAsync(address, CourseTopology.OtherPort, cancellation)
            ? $"vm1:{CourseTopology.WebPort} answers vm2, vm1:{CourseTopology.OtherPort} does not"
            : Check.Failed($"vm1:{CourseTopology.OtherPort} is not dropped for vm2");
    }

    private static async Task<Result<string>> EgressAsync(Scene scene, CancellationToken cancellation)
    {
        const string Target = OutsideWorld.InternetAddress;
        if (!await AnswersAsync(scene.Vm3, Target, CourseTopology.WebPort, cancellation))
            return Check.Failed($"{Target}:{CourseTopology.WebPort} does not answer vm3");
        if (!await AnswersAsync(scene.Vm2, Target, CourseTopology.OtherPort, cancellation))
            return Check.Failed($"{Target}:{CourseTopology.OtherPort} does not answer vm2, whose group lets everything out");
        return await scene.Vm3.TcpIsDroppedAsync(Target, CourseTopology.OtherPort, cancellation)
            ? $"vm3 reaches {Target}:{CourseTopology.WebPort} and not :{CourseTopology.OtherPort}"
            : Check.Failed($"{Target}:{CourseTopology.OtherPort} is not dropped for vm3");
    }

    private static async Task<Result<string>> RemoteGroupAsync(Scene scene, CancellationToken cancellation)
    {
        var address = scene.AddressOf(scene.Course.Vm2);
        if (!await AnswersAsync(scene.Vm1, address, CourseTopology.WebPort, cancellation))
            return Check.Failed($"vm2:{CourseTopology.WebPort} does not answer vm1, a member of '{CourseTopology.WebGroup}'");
        return await scene.Vm3.TcpIsDroppedAsync(address, CourseTopology.WebPort, cancellation)
            ? $"vm2:{CourseTopology.WebPort} answers vm1 ('{CourseTopology.WebGroup}'), not vm3 ('{CourseTopology.DbGroup}')"
            : Check.Failed($"vm2:{CourseTopology.WebPort} is not dropped for vm3, no member of '{CourseTopology.WebGroup}'");
    }

    private static async Task<Result<string>> EstablishedAsync(Scene scene, CancellationToken cancellation)
    {
        foreach (var probe in (Probe[])[scene.Vm1, scene.Vm3])
        {
            var page = await probe.FetchAsync(OutsideWorld.InternetAddress, CourseTopology.WebPort, WebResponder.LargePath, cancellation);
            if (page.Output.Length != WebResponder.LargeBytes)
                return Check.Failed($"{probe.Name} got {page.Output.Length} of {WebResponder.LargeBytes} bytes of the reply: {page.LastWords}");
        }
        return $"vm1 and vm3 got {WebResponder.LargeBytes} bytes each that no rule lets in";
    }

    private static async Task<bool> AnswersAsync(Probe from, string address, int port, CancellationToken cancellation) =>
        (await from.FetchAsync(address, port, WebResponder.SeenPath, cancellation)).Succeeded;
}
