<#import "virtual-mfa-field.ftl" as field>
<#-- First two codes of the device; where they have shown that its clock is off, one more. During a wait three each. -->
<#assign confirms=mfaOffset??>
<#assign codes=(confirms || mfaCodesNeeded == 3)?then(mfaCodesNeeded, 2)>
<#assign bad=messagesPerField.existsError('codes')>
<@field.page heading="virtualMfaResyncTitle" errors=["codes"]>
  <form id="virtual-mfa-resync-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
    <p class="virtual-mfa-about"><bdi>${mfaDeviceName}</bdi></p>
    <#if confirms><p id="virtual-mfa-offset"><@field.said key=mfaOffsetKey text=mfaOffset /></p></#if>
    <p id="virtual-mfa-codes-help"><#if confirms><@field.text key=codes?switch(2, "virtualMfaConfirmPairHelp", 3, "virtualMfaConfirmTripleHelp", "virtualMfaConfirmHelp") /><#else><@field.text key=(codes == 3)?then("virtualMfaResyncTripleHelp", "virtualMfaResyncHelp") /></#if></p>
    <#list 1..codes as number>
      <@code name="code${number?c}" label=(codes == 1)?then("virtualMfaCode", ["virtualMfaCode1", "virtualMfaCode2", "virtualMfaCode3"][number - 1]) last=(number == codes) />
    </#list>
    <@field.submit id="virtual-mfa-save" label="virtualMfaResyncDevice" />
    <@field.secondary id="virtual-mfa-leave" value="list" label="virtualMfaCancel" />
  </form>
</@field.page>

<#macro code name label last>
  <@field.input name=name label=label invalid=bad
      describedBy="virtual-mfa-codes-help${bad?then(' input-error-codes', '')}"
      inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
    <#if bad && last><@field.message id="input-error-codes" field="codes" text=messagesPerField.get('codes') /></#if>
  </@field.input>
</#macro>
