<#import "template.ftl" as layout>
<#--
  A page of ours. "heading" is a key; "errors" are the fields whose sentences stand in for the layout's own message;
  "told" says that the page itself says what is the matter, so that a message of Keycloak's, such as that of an old
  address, would only contradict it.
  Command-line clients post to the last form of the page: the layout's form to switch organizations stays away.
-->
<#macro page heading errors=[] told=false>
  <#global switchOrganizationEnabled=false>
  <#-- The layout of 26.7 takes it from here, those of 26.4 and 26.5 from loginTitle: virtual-mfa.js then sets it. -->
  <#local display=(realm.displayName!"")?trim>
  <#-- Without the places where a title may break. -->
  <#global title=msg(heading)?replace("\x200B", "") + " – " + display?has_content?then(display, realm.name)>
  <#local bad=false>
  <#list errors as error><#local bad=bad || messagesPerField.existsError(error)></#list>
  <#local headed=false>
  <@layout.registrationLayout displayMessage=!bad && !foreignMessage() && !(told && !mfaMessageKey??); section>
    <#if section = "header">
      <#local headed=true>
      <@text key=heading />
    <#elseif section = "show-username" && !headed>
      <#-- The older theme shows the user's name instead of a title. -->
      <h1 id="kc-page-title"><@text key=heading /></h1>
    <#elseif section = "form">
      <@resources />
      <@alert unless=bad />
      <#-- Sentences with names and numbers in them keep their order where the page has another direction. -->
      <#local other=(mfaLanguages!{})["virtualMfaLanguage"]!{}>
      <#if other.dir??><div dir="${other.dir}" class="virtual-mfa-direction"><#nested></div><#else><#nested></#if>
    </#if>
  </@layout.registrationLayout>
</#macro>

<#--
  One text input with label and error. Plain markup: field.ftl exists in keycloak.v2 only. There kcInputClass belongs
  on a span around the input, in older themes on the input itself.
-->
<#-- Attributes of an element whose text, by its key, is not in the page's language: else a screen reader reads it in a wrong voice. -->
<#function language key>
  <#local other=(mfaLanguages!{})[key]!{}>
  <#return (other.lang??)?then(' lang="${other.lang!}" dir="${other.dir!}"', '')?no_esc>
</#function>

<#-- A text of ours, marked where it is not in the page's language. -->
<#macro text key><@said key=key text=msg(key) /></#macro>

<#-- The same, for a sentence that the server has worded. -->
<#macro said key text><#if (mfaLanguages!{})[key]??><span${language(key)}>${text}</span><#else>${text}</#if></#macro>

<#-- Whether the layout's own message is ours and not in the page's language. The layout cannot say so: "alert" shows it. -->
<#function foreignMessage>
  <#return .data_model.message?has_content && mfaMessageKey?? && (mfaLanguages!{})[mfaMessageKey]??>
</#function>

<#-- Looks like the layout's, which shows none where the page has errors at its fields. -->
<#macro alert unless=false>
  <#if !unless && foreignMessage()>
    <#local shown=.data_model.message>
    <@box type=shown.type key=mfaMessageKey text=shown.summary />
  </#if>
</#macro>

<#-- "label" is a key. The server decides which field has the focus: mfaFocus is its name. -->
<#macro input name label value="" error="" errorId="" describedBy="" invalid=false extra...>
  <#local wrapped=properties.kcFormControlUtilClass?has_content>
  <#local bad=invalid || error?has_content>
  <#local describes=(describedBy + error?has_content?then(" " + errorId, ""))?trim>
  <div class="${properties.kcFormGroupClass!}">
    <div class="${properties.kcFormGroupLabelClass!} ${properties.kcLabelWrapperClass!}">
      <label for="${name}" class="${properties.kcLabelClass!}">
        <span class="${properties.kcFormLabelTextClass!}"><@text key=label /></span>
      </label>
    </div>
    <div class="${properties.kcInputWrapperClass!}">
      <span class="<#if wrapped>${properties.kcInputClass!}<#if bad> ${properties.kcError!}</#if></#if>">
        <input type="text" id="${name}" name="${name}" value="${value}"
               class="<#if !wrapped>${properties.kcInputClass!}</#if>"
               <#if describes?has_content>aria-describedby="${describes}"</#if>
               aria-invalid="${bad?c}" aria-required="true"
               <#if name = mfaFocus!"">autofocus</#if>
               <#list extra as attribute, content>${attribute}="${content}" </#list>>
      </span>
      <#if error?has_content><@message id=errorId field=name text=error /></#if>
      <#nested>
    </div>
  </div>
</#macro>

<#-- What the server says at a field. -->
<#macro message id field text>
  <div class="${properties.kcFormHelperTextClass!}">
    <div class="${properties.kcInputHelperTextClass!}">
      <div class="${properties.kcInputHelperTextItemClass!} ${properties.kcError!}">
        <span id="${id}" class="${properties.kcInputErrorMessageClass!}" role="alert"><@said key=(.data_model["mfaErrorKey_" + field])!"" text=text /></span>
      </div>
    </div>
  </div>
</#macro>

<#macro submit id label go="">
  <button type="submit" id="${id}" <#if go?has_content>name="go" value="${go}"</#if>
          class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
    <@text key=label />
  </button>
</#macro>

<#-- A button that is not the page's first choice. It posts the form like any other; "go" leads to another page. -->
<#macro secondary id label name="go" value="" small=false labelledBy="" describedBy="">
  <button type="submit" id="${id}" name="${name}" value="${value}"
          <#if labelledBy?has_content>aria-labelledby="${labelledBy}"</#if><#if describedBy?has_content> aria-describedby="${describedBy}"</#if>
          class="${properties.kcButtonClass!} ${properties.kcButtonDefaultClass!} ${properties.kcButtonSecondaryClass!} <#if small>virtual-mfa-small<#else>${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}</#if>">
    <@text key=label />
  </button>
</#macro>

<#-- Information that fields are described by: the layout's own alert has no id. -->
<#macro info id key text><@box type="info" key=key text=text id=id class="virtual-mfa-info" status=true /></#macro>

<#-- Looks like the layout's own alert. "status": read aloud as soon as it is there. -->
<#macro box type key text=msg(key) id="" class="virtual-mfa-alert" status=false>
  <#local icon=type?switch('success', properties.kcFeedbackSuccessIcon!, 'error', properties.kcFeedbackErrorIcon!, properties.kcFeedbackInfoIcon!)>
  <div<#if id?has_content> id="${id}"</#if><#if status> role="status"</#if> class="${class} ${properties.kcAlertClass!} pf-m-${(type = 'error')?then('danger', type)} alert-${type}">
    <div class="${properties.kcAlertIconClass!'pf-c-alert__icon'}"><span class="${icon}" aria-hidden="true"></span></div>
    <span class="${properties.kcAlertTitleClass!} kc-feedback-text"><@said key=key text=text /></span>
  </div>
</#macro>

<#-- A code of a device that the user has; two consecutive ones after many wrong codes, three during a wait. -->
<#macro currentCode codes>
  <#local bad=messagesPerField.existsError('currentCode')>
  <#local typed=[mfaCurrentCode!"", mfaCurrentCode2!"", mfaCurrentCode3!""]>
  <#local labels=["virtualMfaCurrentCode", "virtualMfaCurrentCode2", "virtualMfaCurrentCode3"]>
  <p id="virtual-mfa-current-help" class="virtual-mfa-step"><@text key=codes?switch(2, "virtualMfaCurrentPairHelp", 3, "virtualMfaCurrentTripleHelp", "virtualMfaCurrentCodeHelp") /></p>
  <#list 1..codes as number>
    <@input name="currentCode${(number == 1)?then('', number?c)}" label=labels[number - 1] value=typed[number - 1] invalid=bad
        describedBy="virtual-mfa-current-help${bad?then(' input-error-current-code', '')}"
        inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
      <#if bad && number == codes><@message id="input-error-current-code" field="currentCode" text=messagesPerField.get('currentCode') /></#if>
    </@input>
  </#list>
</#macro>

<#-- Ends the user's sessions elsewhere; never ticked by itself. -->
<#macro otherSessions>
  <div class="virtual-mfa-device">
    <input type="checkbox" id="logout-sessions" name="logout-sessions" value="on">
    <label for="logout-sessions"><@text key="virtualMfaSignOutElsewhere" /></label>
  </div>
</#macro>

<#-- The page's script puts it in the user's own time zone. -->
<#macro time at><time class="virtual-mfa-time" datetime="${at.iso}"${language("virtualMfaLanguage")}>${at.text}</time></#macro>

<#-- A sentence with a time in it, for which an element stands: it is no argument of the message. -->
<#macro timed key at><#local parts=msg(key, "\n")?split("\n")><span${language(key)}>${parts[0]}<strong><@time at=at /></strong>${parts[1]!}</span></#macro>

<#macro resources>
  <link rel="stylesheet" href="${url.resourcesPath}/css/virtual-mfa.css">
  <script type="module" src="${url.resourcesPath}/js/virtual-mfa.js" data-title="${title}"></script>
</#macro>
