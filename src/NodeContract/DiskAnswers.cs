namespace Naru.NodeContract;

/// <summary>What a host answers when it shall bring a disk to the server (<see cref="NodeQuestionKind.SendDisk"/>).</summary>
public static class DiskAnswers
{
    public const string OnItsWay = "on its way";

    /// <summary>The instance has no such disk there.</summary>
    public const string Absent = "absent";
}
